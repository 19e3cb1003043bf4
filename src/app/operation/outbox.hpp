#pragma once
/// What jobs do with the outbox.

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/outbox.hpp"

#include <vector>

namespace mpaspor::app {

/// Takes at most `most` notices to deliver. Whoever dies with them leaves them to be claimed again
/// a minute later: they are delivered at least once.
Result<std::vector<store::QueuedNotice>> claim_notices(sql::Transaction& tx, Context const& context,
                                                       int most);

/// It was delivered, or nobody is left to deliver it to.
Result<void> finish_notice(sql::Transaction& tx, Context const& context, std::string const& id);

/// It was not: again after a pause that doubles from 5 s up to an hour.
Result<void> retry_notice(sql::Transaction& tx, Context const& context, std::string const& id,
                          int attempts);

/// How many wait, due or not. A query.
Result<std::int64_t> waiting_notices(sql::Transaction& tx);

}  // namespace mpaspor::app
