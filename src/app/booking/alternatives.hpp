#pragma once
/// Where there are places instead, for who was refused one: at the same service point and in the
/// same pool, on sale now, at most five, nearest first. Queries, never on the writer.

#include "app/booking/hold_group.hpp"
#include "app/booking/reschedule_visit.hpp"
#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/seats.hpp"

#include <vector>

namespace mpaspor::app {

/// A slot with free places.
struct Alternative {
    LocalDate date;
    std::chrono::minutes slot;
    int free = 0;
    friend bool operator==(Alternative const&, Alternative const&) = default;
};
using Alternatives = std::vector<Alternative>;

Result<Alternatives> alternatives_to(sql::Transaction& tx, Context const& context,
                                     booking::SeatKey const& wanted);

/// For who could not hold a place: in the pool of the application.
/// Errors: application_not_found.
Result<Alternatives> alternatives_to(sql::Transaction& tx, Context const& context,
                                     HoldPlace const& wanted);

/// For a group (D14): the nearest days with room for all of them, each with the first slot that
/// they would have, and what is free on the whole day.
Result<Alternatives> alternatives_to(sql::Transaction& tx, Context const& context,
                                     HoldGroup const& wanted);

/// For who moves a visit: other days to which it may be moved (R2, D6).
/// Errors: application_not_found, not_allowed_in_state.
Result<Alternatives> alternatives_to(sql::Transaction& tx, Context const& context,
                                     RescheduleVisit const& wanted);

}  // namespace mpaspor::app
