#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/offices.hpp"

#include <string>
#include <vector>

namespace mpaspor::app {

struct PointView {
    store::ServicePoint point;
    std::vector<std::string> products;  ///< Offered today.
    bool accelerated = false;           ///< Takes accelerated applications today (6.4).
};
struct OfficeView {
    store::Office office;
    std::vector<PointView> points;
    Zone zone() const { return points.empty() ? Zone::wib : points.front().point.zone; }
};

/// All offices with their service points and what these offer today (003-04). A query.
Result<std::vector<OfficeView>> read_offices(sql::Transaction& tx, Context const& context);

}  // namespace mpaspor::app
