#include "app/application/unfinished_upload.hpp"

#include "app/rights/removals.hpp"

namespace mpaspor::app {
namespace {

Result<void> end(sql::Transaction& tx, Context const& context,
                 store::UnfinishedUpload const& upload) {
    auto const parts = TRY(store::load_parts(tx, upload.account, upload.hash));
    TRY(store::delete_unfinished(tx, upload.account, upload.hash));
    std::vector<std::string> blobs;
    for (auto const& part : parts) blobs.push_back(upload.key_name + ' ' + part.blob);
    return Removals{tx, context}.blobs(blobs);
}

}  // namespace

Result<UploadProgress> read_upload_progress(sql::Transaction& tx, Context const& context,
                                            Digest const& hash) {
    auto const owner = TRY(context.actor.account());
    auto whole = TRY(store::find_read_upload(tx, owner, hash));
    auto unfinished = TRY(store::find_unfinished(tx, owner, hash));
    auto parts = TRY(store::load_parts(tx, owner, hash));
    return UploadProgress{std::move(whole), std::move(unfinished), std::move(parts)};
}

Result<void> end_unfinished(sql::Transaction& tx, Context const& context, Digest const& hash,
                            std::string_view key_name) {
    auto const owner = TRY(context.actor.account());
    auto const upload = TRY(store::find_unfinished(tx, owner, hash));
    if (!upload || upload->key_name != key_name) return {};
    return end(tx, context, *upload);
}

Result<bool> forget_stale_upload(sql::Transaction& tx, Context const& context) {
    std::chrono::hours const kept{context.settings->unfinished_upload_hours};
    auto const stale = TRY(store::find_stale(tx, context.now - kept));
    if (!stale) return false;
    TRY(end(tx, context, *stale));
    return true;
}

}  // namespace mpaspor::app
