#include "app/operation/outbox.hpp"

#include <algorithm>

namespace mpaspor::app {
namespace {

using namespace std::chrono_literals;

constexpr auto kClaimedFor = 60s;
constexpr auto kFirstPause = 5s;
constexpr int kDoublingsMax = 9;  // 5 s, 10 s, ... 43 min; then an hour.

std::chrono::seconds pause_after(int attempts) {
    auto const doublings = std::clamp(attempts - 1, 0, kDoublingsMax);
    return std::min<std::chrono::seconds>(kFirstPause * (1 << doublings), 1h);
}

}  // namespace

Result<std::vector<store::QueuedNotice>> claim_notices(sql::Transaction& tx, Context const& context,
                                                       int most) {
    return store::claim_notices(tx, context.now, context.now + kClaimedFor, most);
}

Result<void> finish_notice(sql::Transaction& tx, Context const& /*context*/,
                           std::string const& id) {
    return store::remove_notice(tx, id);
}

Result<void> retry_notice(sql::Transaction& tx, Context const& context, std::string const& id,
                          int attempts) {
    return store::postpone_notice(tx, id, context.now + pause_after(attempts));
}

Result<std::int64_t> waiting_notices(sql::Transaction& tx) {
    return store::count_notices(tx);
}

}  // namespace mpaspor::app
