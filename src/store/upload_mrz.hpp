#pragma once

#include "base/crypto.hpp"
#include "sql/connection.hpp"
#include "store/documents.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mpaspor::store {

/// What a machine read in the picture of an old passport.
struct UploadMrz {
    std::optional<Bytes> sealed;  ///< Both lines, at mrz_place; nothing: it was unreadable.
};
/// Where it is sealed, under the key of its upload.
std::string mrz_place(Upload const& upload);

struct ReadUpload {
    Upload upload;
    std::optional<UploadMrz> mrz;  ///< Nothing: nobody asked for it.
};
Result<std::optional<ReadUpload>> find_read_upload(sql::Transaction& tx, AccountId account,
                                                   Digest const& hash);
/// The first one stays.
Result<void> insert_mrz(sql::Transaction& tx, AccountId account, Digest const& hash,
                        UploadMrz const& mrz);

}  // namespace mpaspor::store
