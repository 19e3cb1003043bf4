#include "app/operation/read_timers.hpp"

namespace mpaspor::app {

Result<std::vector<store::Timer>> read_due_timers(sql::Transaction& tx, store::TimerKind kind,
                                                  Instant now, int most) {
    return store::due_timers(tx, kind, now, most);
}

}  // namespace mpaspor::app
