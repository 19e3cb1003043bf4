#pragma once

#include "app/context.hpp"
#include "domain/booking/quota.hpp"
#include "sql/connection.hpp"
#include "store/seats.hpp"

#include <vector>

namespace mpaspor::app {

/// One pool's day as officers see it.
struct PoolDay {
    booking::Pool pool;
    booking::DayQuota quota;           ///< What the rules say now, and how.
    std::vector<store::SeatRow> rows;  ///< What is on sale; none before the day is opened.
};

/// The pools that have places on `date`, by rule or by row. A query.
/// Errors: office_not_found, holidays_unknown.
Result<std::vector<PoolDay>> read_day(sql::Transaction& tx, ServicePointId point, LocalDate date);

}  // namespace mpaspor::app
