#pragma once

#include "app/context.hpp"
#include "domain/booking/quota.hpp"
#include "sql/connection.hpp"

#include <vector>

namespace mpaspor::app {

struct OpenDays {
    ServicePointId point;
    LocalDate from;   ///< Of the point's calendar.
    LocalDate until;  ///< Exclusive.
};

struct DaysOpened {
    int rows_made = 0;
    int rows_changed = 0;
};

/// Makes the seat rows of these days from the approved rules, ahead of their opening, so that an
/// opening itself writes nothing; rows whose total has changed since are set to it (9.3, D2, D3),
/// but for those whose capacity an officer has set. Safe to repeat. Errors: office_not_found,
/// holidays_unknown (nothing is guessed).
Result<DaysOpened> open_days(sql::Transaction& tx, Context const& context, OpenDays const& input);

/// A day's total and how it came about, for one pool.
Result<booking::DayQuota> explain_day(sql::Transaction& tx, ServicePointId point,
                                      booking::Pool pool, LocalDate date);

}  // namespace mpaspor::app
