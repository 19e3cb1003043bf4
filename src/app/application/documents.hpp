#pragma once
/// Stage 3 (002-S3): uploads of an account, and the documents of its applications.

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/documents.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::app {

/// Keeps an upload of the actor's account. The same file twice is one upload: gives the first.
/// Errors: application_not_found (not an applicant).
Result<store::Upload> keep_upload(sql::Transaction& tx, Context const& context,
                                  store::Upload upload);

/// The actor's own upload of this hash, kept for a while longer: somebody is about to use it.
/// Nothing when there is none. Errors: application_not_found (not an applicant).
Result<std::optional<store::Upload>> renew_upload(sql::Transaction& tx, Context const& context,
                                                  Digest const& hash);

struct AttachDocument {
    ApplicationId application;
    std::string kind;
    Digest hash;
};
/// Of revise_draft.hpp: an upload of the account becomes the document of this kind, in place of
/// another one. One upload may be a document of several applications: a family has one family card.
/// Errors: application_not_found, not_allowed_in_state, upload_not_found.
Result<void> attach_document(sql::Transaction& tx, Context const& context,
                             AttachDocument const& input);

struct RemoveDocument {
    ApplicationId application;
    std::string kind;
};
/// Of revise_draft.hpp. Errors: application_not_found, not_allowed_in_state, document_not_found.
Result<void> remove_document(sql::Transaction& tx, Context const& context,
                             RemoveDocument const& input);

/// A query. Errors: application_not_found, document_not_found.
Result<store::Upload> find_document(sql::Transaction& tx, Context const& context,
                                    ApplicationId application, std::string_view kind);

/// By kind. A query. Errors: application_not_found.
Result<std::vector<store::AttachedDocument>> list_documents(sql::Transaction& tx,
                                                            Context const& context,
                                                            ApplicationId application);

}  // namespace mpaspor::app
