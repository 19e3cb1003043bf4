#pragma once

#include "sql/connection.hpp"
#include "store/timers.hpp"

#include <vector>

namespace mpaspor::app {

/// Timers of a kind that are due at `now`, earliest first, at most `most`. A query: each is carried
/// out by a use case of its own, which takes it back.
Result<std::vector<store::Timer>> read_due_timers(sql::Transaction& tx, store::TimerKind kind,
                                                  Instant now, int most);

}  // namespace mpaspor::app
