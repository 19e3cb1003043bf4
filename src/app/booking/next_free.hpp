#pragma once
/// The next days with places for so many people. A query, never on the writer.

#include "app/context.hpp"
#include "domain/booking/seat.hpp"
#include "sql/connection.hpp"
#include "store/free_days.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace mpaspor::app {

/// So many days are looked at from the first one on.
inline constexpr std::chrono::days kNextFreeHorizon{90};
/// So many days are given at once.
inline constexpr int kNextFreeMost = 20;

/// A day of a service point, to go on after.
struct DayOfPoint {
    LocalDate date;
    ServicePointId point;
};

struct NextFree {
    std::vector<ServicePointId> points = {};  ///< One to store::kFreeDaysPointsMax.
    booking::Pool pool = booking::Pool::online;
    int people = 1;
    std::optional<LocalDate> from = {};    ///< None: the earliest that can be booked.
    std::optional<DayOfPoint> after = {};  ///< The last one of the page before.
};

struct FreeDays {
    Instant as_of = {};
    std::vector<store::FreeDay> days = {};  ///< Earliest first, then by service point.
    std::optional<DayOfPoint> next = {};
};

/// On which days the service points have places for all of `people`, in two statements for however
/// many points. A page may be shorter than kNextFreeMost and still not the last.
/// Errors: office_not_found.
Result<FreeDays> next_free(sql::Transaction& tx, Context const& context, NextFree const& input);

}  // namespace mpaspor::app
