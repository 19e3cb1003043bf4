#pragma once
/// A ledger small enough to be seen through, for tests of what runs use cases: numbered days, each
/// with one row that counts its places.

#include "domain/booking/seat.hpp"
#include "sql/connection.hpp"

#include <cstdint>
#include <span>

namespace mpaspor::testing {

/// Makes the tables in an empty database: days 1 and 2, with `capacity` places each.
Result<void> make_places(sql::Connection& connection, std::int64_t capacity);

/// Names the row of `day`.
booking::SeatKey place_on(int day);

/// Errors: slot_full.
Result<void> take_place(sql::Transaction& tx, int day);

/// Makes the COMMIT fail with constraint_violated, and nothing before it.
Result<void> owe_a_parent(sql::Transaction& tx);

/// As Executor::Hooks::lock_seats.
Result<void> lock_places(sql::Transaction& tx, std::span<booking::SeatKey const> keys);

std::int64_t places_taken(sql::Connection& connection, int day);

}  // namespace mpaspor::testing
