#pragma once

#include "app/office/read_offices.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpaspor::app {

/// How far ahead a service point says when it is open.
inline constexpr int kHoursDays = 7;

struct PointDay {
    LocalDate date;
    std::string holiday = {};                  ///< Its name; then it is closed.
    std::optional<booking::Hours> hours = {};  ///< None: not known, or a holiday.
};
struct PointWeek {
    PointView point;
    store::Office office;
    std::vector<PointDay> days;  ///< Today and those after it, by the point's calendar.
};

/// One service point, and when it is open in the days to come (4.1). A query.
/// Errors: office_not_found.
Result<PointWeek> read_point(sql::Transaction& tx, Context const& context, ServicePointId id);

}  // namespace mpaspor::app
