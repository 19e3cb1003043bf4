#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/unfinished_uploads.hpp"
#include "store/upload_mrz.hpp"

#include <optional>
#include <vector>

namespace mpaspor::app {

/// How far a file of the actor's account has come.
struct UploadProgress {
    std::optional<store::ReadUpload> whole;  ///< It is here, examined.
    std::optional<store::UnfinishedUpload> unfinished;
    std::vector<store::UploadPart> parts;  ///< Of `unfinished`, in order.
};
/// A query. Errors: application_not_found (not an applicant).
Result<UploadProgress> read_upload_progress(sql::Transaction& tx, Context const& context,
                                            Digest const& hash);

/// Ends one of the actor's: it has become whole, was refused or is not wanted any more. Its parts
/// are removed from the outbox. `key_name` guards against one that began anew; fine when there is
/// none. Errors: application_not_found (not an applicant).
Result<void> end_unfinished(sql::Transaction& tx, Context const& context, Digest const& hash,
                            std::string_view key_name);

/// Ends one of anybody's to which no part has come for as long as the settings say. Gives whether
/// there was one. Called until there is none.
Result<bool> forget_stale_upload(sql::Transaction& tx, Context const& context);

}  // namespace mpaspor::app
