#include "app/operation/forget_uploads.hpp"

#include "app/rights/removals.hpp"
#include "store/documents.hpp"

namespace mpaspor::app {
namespace {

constexpr int kUploadsMax = 50;

}  // namespace

Result<void> forget_unused_uploads(sql::Transaction& tx, Context const& context) {
    std::chrono::hours const kept{context.settings->unused_upload_hours};
    auto const unused = TRY(store::take_unused_uploads(tx, context.now - kept, kUploadsMax));
    Removals removals{tx, context};
    for (store::Upload const& upload : unused) TRY(removals.blobs({upload.blob}));
    return {};
}

}  // namespace mpaspor::app
