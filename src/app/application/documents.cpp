#include "app/application/documents.hpp"

#include "app/application/editable.hpp"

namespace mpaspor::app {

Result<store::Upload> keep_upload(sql::Transaction& tx, Context const& context,
                                  store::Upload upload) {
    auto const owner = TRY(context.actor.account());
    upload.account = owner;
    upload.created = context.now;
    return store::insert_upload(tx, upload);
}

Result<std::optional<store::Upload>> renew_upload(sql::Transaction& tx, Context const& context,
                                                  Digest const& hash) {
    auto const owner = TRY(context.actor.account());
    return store::renew_upload(tx, owner, hash, context.now);
}

Result<void> attach_document(sql::Transaction& tx, Context const& context,
                             AttachDocument const& input) {
    auto const application = TRY(editable(tx, context, input.application));
    auto const upload = TRY(store::renew_upload(tx, application.account, input.hash, context.now));
    if (!upload) return refuse(Code::upload_not_found, "/upload");
    // The one whose place it takes is kept as long as one that came just now.
    TRY(store::renew_attached(tx, input.application, input.kind, context.now));
    return store::attach_document(tx, input.application, input.kind, input.hash, context.now);
}

Result<void> remove_document(sql::Transaction& tx, Context const& context,
                             RemoveDocument const& input) {
    TRY(editable(tx, context, input.application));
    TRY(store::renew_attached(tx, input.application, input.kind, context.now));
    return store::remove_document(tx, input.application, input.kind);
}

Result<store::Upload> find_document(sql::Transaction& tx, Context const& context, ApplicationId id,
                                    std::string_view kind) {
    auto const owner = TRY(context.actor.account());
    TRY(store::load_application(tx, id, owner));
    return store::load_document(tx, id, owner, kind);
}

Result<std::vector<store::AttachedDocument>> list_documents(sql::Transaction& tx,
                                                            Context const& context,
                                                            ApplicationId id) {
    auto const owner = TRY(context.actor.account());
    TRY(store::load_application(tx, id, owner));
    return store::documents_of(tx, id, owner);
}

}  // namespace mpaspor::app
