#pragma once
/// What is given to the executor: a use case, and what becomes of its result.

#include "app/context.hpp"
#include "base/error.hpp"
#include "sql/connection.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace mpaspor::booking {
struct SeatKey;
}

namespace mpaspor::app {

/// Loads, decides, saves. It may be run several times, each time on what the database then holds,
/// and only its last run counts: it changes nothing but the transaction and its own return value.
template <typename T>
using UseCase = std::move_only_function<Result<T>(sql::Transaction&, Context const&)>;

/// Told once how it went. May not throw.
template <typename T>
using Answer = std::move_only_function<void(Result<T>)>;

/// Which seat rows the use case is going to change, found by plain reads. PostgreSQL locks the rows
/// of a whole batch first and in order, so that two servers cannot wait for each other; SQLite has
/// one writer and does not ask. What it cannot find out is not declared: the use case meets the
/// reason itself. Seats that change in between are no harm, only a conflict that is run again.
using Declare = std::move_only_function<Result<std::vector<booking::SeatKey>>(sql::Transaction&)>;

/// For a use case whose seats are known from its request.
Declare always(std::vector<booking::SeatKey> seats);

/// Each urgency waits in a queue of its own, so that no rush takes the room of a more urgent one.
enum class Urgency : std::uint8_t {
    settlement,  ///< What others or the clock decided already: callbacks of the bank, expiry.
    seat,        ///< Holds, submissions, reschedules, cancellations.
    save,        ///< Sections of the form, and everything else that nobody races for.
};
inline constexpr std::size_t kUrgencies = 3;

template <typename T>
struct Work {
    Context context;
    UseCase<T> use_case;
    Answer<T> answer;
    Declare declare = nullptr;
    Urgency urgency = Urgency::seat;
    std::int64_t lane = 0;  ///< The office. Work of one office never waits for its own locks.
};

}  // namespace mpaspor::app
