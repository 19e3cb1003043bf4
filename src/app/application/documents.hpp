#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/documents.hpp"

#include <optional>

namespace mpaspor::app {

/// Keeps an upload of the actor's account. The same file twice is one upload: gives the first.
/// Errors: application_not_found (not an applicant).
Result<store::Upload> keep_upload(sql::Transaction& tx, Context const& context,
                                  store::Upload upload);

/// The actor's own upload of this hash. A query.
Result<std::optional<store::Upload>> find_upload(sql::Transaction& tx, Context const& context,
                                                 Digest const& hash);

struct AttachDocument {
    ApplicationId application;
    std::string kind;
    Digest hash;
};
/// Stage 3 (002-S3): an upload becomes the document of this kind, in place of another one.
/// Errors: application_not_found, not_allowed_in_state, upload_not_found.
Result<void> attach_document(sql::Transaction& tx, Context const& context,
                             AttachDocument const& input);

/// Errors: application_not_found, not_allowed_in_state, document_not_found.
Result<void> remove_document(sql::Transaction& tx, Context const& context,
                             ApplicationId application, std::string_view kind);

/// A query. Errors: application_not_found, document_not_found.
Result<store::Upload> find_document(sql::Transaction& tx, Context const& context,
                                    ApplicationId application, std::string_view kind);

}  // namespace mpaspor::app
