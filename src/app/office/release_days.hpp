#pragma once

#include "app/context.hpp"
#include "app/office/open_days.hpp"
#include "sql/connection.hpp"

namespace mpaspor::app {

struct DaysReleased {
    DaysOpened rows;
    LocalDate until;  ///< Exclusive: days from here on have no rows yet.
};

/// Opens the days of one point from today, by its own calendar, for `horizon_days`. Stops before
/// the first year whose holidays are not loaded (nothing is guessed).
/// Errors: office_not_found, holidays_unknown (of this very year).
Result<DaysReleased> release_days(sql::Transaction& tx, Context const& context,
                                  ServicePointId point, int horizon_days);

/// The same for the days behind the last one that has rows, as a new day comes into the horizon:
/// what is open already stays as it is. For the job that runs daily, and at start.
Result<DaysReleased> release_next_days(sql::Transaction& tx, Context const& context,
                                       ServicePointId point, int horizon_days);

}  // namespace mpaspor::app
