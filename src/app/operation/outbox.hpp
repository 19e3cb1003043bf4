#pragma once
/// What jobs do with the outbox.

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/outbox.hpp"

#include <chrono>
#include <vector>

namespace mpaspor::app {

/// Whether a notice of an outlet is due. A query, so that an idle outbox costs no writes.
Result<bool> notices_due(sql::Transaction& tx, store::Outlet outlet, Instant now);

/// Takes at most `most` notices of an outlet to deliver. Whoever dies with them leaves them to be
/// claimed again a minute later: they are delivered at least once.
Result<std::vector<store::QueuedNotice>> claim_notices(sql::Transaction& tx, Context const& context,
                                                       store::Outlet outlet, int most);

/// It was delivered, or nobody is left to deliver it to.
Result<void> finish_notice(sql::Transaction& tx, Context const& context, std::string const& id);

/// How long an outlet is tried. People who wait for an answer are not to wait an hour after the
/// system has come back.
struct Patience {
    int attempts_max;
    std::chrono::seconds pause_max;
};
constexpr Patience patience_with(store::Outlet outlet) {
    using namespace std::chrono_literals;
    if (outlet == store::Outlet::people) return {.attempts_max = 30, .pause_max = 1h};
    return {.attempts_max = 300, .pause_max = 5min};  // More than a day, each.
}

/// It was not: again after a pause that doubles from 5 s up to the outlet's longest.
Result<void> retry_notice(sql::Transaction& tx, Context const& context,
                          store::QueuedNotice const& notice, std::chrono::seconds pause_max);

/// How many wait, due or not. A query.
Result<std::int64_t> waiting_notices(sql::Transaction& tx);

}  // namespace mpaspor::app
