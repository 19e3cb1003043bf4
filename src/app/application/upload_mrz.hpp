#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/upload_mrz.hpp"

#include <optional>

namespace mpaspor::app {

/// The actor's own upload with what was read in it. A query.
/// Errors: application_not_found (not an applicant).
Result<std::optional<store::ReadUpload>> find_read_upload(sql::Transaction& tx,
                                                          Context const& context,
                                                          Digest const& hash);

/// The same, kept for a while longer: somebody is about to use it.
/// Errors: application_not_found (not an applicant).
Result<std::optional<store::ReadUpload>> renew_read_upload(sql::Transaction& tx,
                                                           Context const& context,
                                                           Digest const& hash);

/// Keeps what was read in an upload of the actor's account; what was kept first stays.
/// Errors: application_not_found (not an applicant), upload_not_found.
Result<store::ReadUpload> keep_mrz(sql::Transaction& tx, Context const& context, Digest const& hash,
                                   store::UploadMrz const& mrz);

}  // namespace mpaspor::app
