#include "app/operation/read_timers.hpp"

#include "store/outbox.hpp"

namespace mpaspor::app {

Result<std::vector<store::Timer>> read_due_timers(sql::Transaction& tx, store::TimerKind kind,
                                                  Instant now, int most) {
    return store::due_timers(tx, kind, now, most);
}

Result<bool> notices_due(sql::Transaction& tx, Instant now) {
    return store::notices_due(tx, now);
}

}  // namespace mpaspor::app
