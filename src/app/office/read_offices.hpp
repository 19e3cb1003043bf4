#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/office_details.hpp"
#include "store/offices.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::app {

struct PointView {
    store::ServicePoint point = {};
    std::vector<std::string> products = {};  ///< Offered today.
    bool accelerated = false;                ///< Takes accelerated applications today (6.4).
    std::optional<store::PointDetail> detail = {};
    std::vector<booking::Hours> hours = {};         ///< In force today, or to come (4.1).
    std::vector<store::OfficeNotice> notices = {};  ///< In force today.
};
struct OfficeView {
    store::Office office;
    std::vector<PointView> points;
    Zone zone() const { return points.empty() ? Zone::wib : points.front().point.zone; }
};

/// All offices with their service points and what these offer today (003-04). A query.
Result<std::vector<OfficeView>> read_offices(sql::Transaction& tx, Context const& context);

/// Those of `all` that somebody who writes `wanted` may mean, the best first (000-01).
std::vector<OfficeView> find_offices(std::vector<OfficeView> all, std::string_view wanted);

}  // namespace mpaspor::app
