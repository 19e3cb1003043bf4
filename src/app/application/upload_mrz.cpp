#include "app/application/upload_mrz.hpp"

namespace mpaspor::app {

Result<std::optional<store::ReadUpload>> find_read_upload(sql::Transaction& tx,
                                                          Context const& context,
                                                          Digest const& hash) {
    auto const owner = TRY(context.actor.account());
    return store::find_read_upload(tx, owner, hash);
}

Result<std::optional<store::ReadUpload>> renew_read_upload(sql::Transaction& tx,
                                                           Context const& context,
                                                           Digest const& hash) {
    auto const owner = TRY(context.actor.account());
    TRY(store::renew_upload(tx, owner, hash, context.now));
    return store::find_read_upload(tx, owner, hash);
}

Result<store::ReadUpload> keep_mrz(sql::Transaction& tx, Context const& context, Digest const& hash,
                                   store::UploadMrz const& mrz) {
    auto const owner = TRY(context.actor.account());
    auto const known = TRY(store::find_read_upload(tx, owner, hash));
    if (!known) return fail(Code::upload_not_found);
    if (known->mrz) return *known;
    TRY(store::insert_mrz(tx, owner, hash, mrz));
    return store::ReadUpload{known->upload, mrz};
}

}  // namespace mpaspor::app
