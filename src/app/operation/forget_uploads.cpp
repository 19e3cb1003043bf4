#include "app/operation/forget_uploads.hpp"

#include "store/documents.hpp"
#include "store/outbox.hpp"

namespace mpaspor::app {
namespace {

constexpr int kUploadsMax = 50;

}  // namespace

Result<void> forget_unused_uploads(sql::Transaction& tx, Context const& context) {
    std::chrono::hours const kept{context.settings->unused_upload_hours};
    auto const unused = TRY(store::take_unused_uploads(tx, context.now - kept, kUploadsMax));
    int number = 0;
    for (store::Upload const& upload : unused) {
        TRY(store::enqueue(tx, {.request = context.request,
                                .number = number++,
                                .topic = kBlobRemoval,
                                .application = {},
                                .sealed = as_bytes(upload.blob),
                                .created = context.now}));
    }
    return {};
}

}  // namespace mpaspor::app
