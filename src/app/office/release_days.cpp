#include "app/office/release_days.hpp"

#include "store/offices.hpp"
#include "store/quota.hpp"

#include <algorithm>

namespace mpaspor::app {
namespace {

using std::chrono::year;

/// The last day whose year is known, of the years that follow each other from that of `from`.
/// Exclusive.
LocalDate known_until(LocalDate from, std::vector<year> const& known) {
    auto next = std::chrono::year_month_day{from}.year();
    while (std::ranges::find(known, next) != known.end()) ++next;
    return LocalDate{next / std::chrono::January / 1};
}

}  // namespace

Result<DaysReleased> release_days(sql::Transaction& tx, Context const& context,
                                  ServicePointId point, int horizon_days) {
    auto const service_point = TRY(store::load_service_point(tx, point));
    auto const known = TRY(store::holiday_years(tx));
    auto const today = date_in(service_point.zone, context.now);
    auto const until = std::min(today + std::chrono::days{horizon_days}, known_until(today, known));
    if (until <= today) return fail(Code::holidays_unknown);
    auto const rows = TRY(open_days(tx, context, {point, today, until}));
    return DaysReleased{rows, until};
}

}  // namespace mpaspor::app
