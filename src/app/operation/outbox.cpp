#include "app/operation/outbox.hpp"

#include <algorithm>

namespace mpaspor::app {
namespace {

using namespace std::chrono_literals;

constexpr auto kClaimedFor = 60s;
constexpr auto kFirstPause = 5s;
constexpr int kDoublingsMax = 10;  // 5 s, 10 s, ... 85 min

std::chrono::seconds pause_after(int attempts, std::chrono::seconds pause_max) {
    auto const doublings = std::clamp(attempts - 1, 0, kDoublingsMax);
    return std::min<std::chrono::seconds>(kFirstPause * (1 << doublings), pause_max);
}

}  // namespace

Result<bool> notices_due(sql::Transaction& tx, store::Outlet outlet, Instant now) {
    return store::notices_due(tx, outlet, now);
}

Result<std::vector<store::QueuedNotice>> claim_notices(sql::Transaction& tx, Context const& context,
                                                       store::Outlet outlet, int most) {
    return store::claim_notices(tx, outlet, context.now, context.now + kClaimedFor, most);
}

Result<void> finish_notice(sql::Transaction& tx, Context const& /*context*/,
                           std::string const& id) {
    return store::remove_notice(tx, id);
}

Result<void> retry_notice(sql::Transaction& tx, Context const& context,
                          store::QueuedNotice const& notice, std::chrono::seconds pause_max) {
    return store::postpone_notice(tx, notice.id,
                                  context.now + pause_after(notice.attempts, pause_max));
}

Result<std::int64_t> waiting_notices(sql::Transaction& tx) {
    return store::count_notices(tx);
}

}  // namespace mpaspor::app
