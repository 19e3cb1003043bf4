#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/applications.hpp"
#include "store/timers.hpp"

#include <optional>

namespace mpaspor::app {

/// When somebody looks next at an application that has just been touched. For whoever starts one.
store::Timer first_look(ApplicationId id, Context const& context);

/// When an application whose owner is told now will be deleted, if nobody goes on with it. A query.
Result<std::optional<Instant>> kept_until(sql::Transaction& tx, Context const& context,
                                          store::Application const& application);

/// A timer of a draft is due: `draft_warning` tells the owner that it will be deleted, `draft_end`
/// deletes it (domain.md 7), each only if nobody has touched it meanwhile; else it looks again when
/// that could be. Of a live application too; one that money came in for is left to other periods.
Result<void> look_at_draft(sql::Transaction& tx, Context const& context, store::Timer const& timer);

}  // namespace mpaspor::app
