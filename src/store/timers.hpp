#pragma once

#include "base/types.hpp"
#include "sql/connection.hpp"

#include <string>
#include <vector>

namespace mpaspor::store {

enum class TimerKind : std::uint8_t {
    hold_end,       ///< Of an application: the 15 minutes are over (D5).
    bill_deadline,  ///< Of a bill: ask the bank, then release (D4, D5).
    draft_warning,  ///< Of an application: see whether anybody goes on with it (domain.md 7).
    draft_end,      ///< Of one whose owner was told: delete it, unless it was touched since.
};

/// Something becomes due. Nobody takes a timer back: whoever carries it out looks whether it still
/// means anything.
struct Timer {
    Instant due;
    TimerKind kind;
    std::int64_t subject;
    friend bool operator==(Timer const&, Timer const&) = default;
};

Result<void> insert_timer(sql::Transaction& tx, Timer const& timer);
/// The same, and whether it was there: of several servers one is told so.
Result<bool> take_timer(sql::Transaction& tx, Timer const& timer);
/// Fine when it is gone already.
Result<void> delete_timer(sql::Transaction& tx, Timer const& timer);
/// Those of a kind that are due at `now`, earliest first, at most `most`.
Result<std::vector<Timer>> due_timers(sql::Transaction& tx, TimerKind kind, Instant now, int most);

}  // namespace mpaspor::store
