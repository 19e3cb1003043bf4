#include "app/office/read_day.hpp"

#include "app/office/open_days.hpp"

#include <utility>

namespace mpaspor::app {

Result<std::vector<PoolDay>> read_day(sql::Transaction& tx, ServicePointId point, LocalDate date) {
    std::vector<PoolDay> days;
    for (std::size_t i = 0; i < booking::kPools.size(); ++i) {
        auto const pool = static_cast<booking::Pool>(i);
        auto quota = TRY(explain_day(tx, point, pool, date));
        auto rows = TRY(store::seat_rows(tx, point, pool, date, date + std::chrono::days{1}));
        if (rows.empty() && quota.parts.empty()) continue;
        days.push_back({pool, std::move(quota), std::move(rows)});
    }
    return days;
}

}  // namespace mpaspor::app
