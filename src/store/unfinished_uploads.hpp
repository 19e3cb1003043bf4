#pragma once

#include "base/crypto.hpp"
#include "sql/connection.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpaspor::store {

/// A file of which the first `received` bytes are here, in parts.
struct UnfinishedUpload {
    AccountId account;
    Digest hash;           ///< As of an Upload.
    std::string key_name;  ///< The subject of the parts' key is "blob/<key_name>".
    std::int64_t size = 0;
    std::int64_t received = 0;
    Instant touched;
};
struct UploadPart {
    std::int64_t start = 0;
    std::int64_t length = 0;
    std::string blob;  ///< Its name in Blobs.
};

Result<std::optional<UnfinishedUpload>> find_unfinished(sql::Transaction& tx, AccountId account,
                                                        Digest const& hash);
/// Of an account, at most `most`.
Result<std::vector<UnfinishedUpload>> unfinished_of(sql::Transaction& tx, AccountId account,
                                                    int most);
Result<std::int64_t> count_unfinished(sql::Transaction& tx, AccountId account);
/// False when there is one of this account and hash already.
Result<bool> insert_unfinished(sql::Transaction& tx, UnfinishedUpload const& upload);

/// Only if it begins where the last one ended, and under the same key; false otherwise.
Result<bool> add_part(sql::Transaction& tx, UnfinishedUpload const& upload, UploadPart const& part,
                      Instant now);
Result<std::int64_t> count_parts(sql::Transaction& tx, AccountId account, Digest const& hash);
/// In the order of the file.
Result<std::vector<UploadPart>> load_parts(sql::Transaction& tx, AccountId account,
                                           Digest const& hash);

/// With its parts. Fine when there is none.
Result<void> delete_unfinished(sql::Transaction& tx, AccountId account, Digest const& hash);
/// The one to which no part has come for the longest time, if that is before `before`.
Result<std::optional<UnfinishedUpload>> find_stale(sql::Transaction& tx, Instant before);

}  // namespace mpaspor::store
