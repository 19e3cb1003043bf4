#include "app/operation/forget_uploads.hpp"

#include "store/documents.hpp"
#include "store/outbox.hpp"

namespace mpaspor::app {
namespace {

constexpr int kUploadsMax = 50;

}  // namespace

Result<void> remove_blobs(sql::Transaction& tx, Context const& context,
                          std::span<std::string const> blobs) {
    int number = 0;
    for (auto const& blob : blobs) {
        TRY(store::enqueue(tx, {.request = context.request,
                                .number = number++,
                                .topic = kBlobRemoval,
                                .application = {},
                                .sealed = as_bytes(blob),
                                .created = context.now}));
    }
    return {};
}

Result<void> forget_unused_uploads(sql::Transaction& tx, Context const& context) {
    std::chrono::hours const kept{context.settings->unused_upload_hours};
    auto const unused = TRY(store::take_unused_uploads(tx, context.now - kept, kUploadsMax));
    std::vector<std::string> blobs;
    for (store::Upload const& upload : unused) blobs.push_back(upload.blob);
    return remove_blobs(tx, context, blobs);
}

}  // namespace mpaspor::app
