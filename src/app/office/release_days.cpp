#include "app/office/release_days.hpp"

#include "store/offices.hpp"
#include "store/quota.hpp"
#include "store/seats.hpp"

#include <algorithm>
#include <optional>

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

/// From `first`, but not before today.
Result<DaysReleased> release_from(sql::Transaction& tx, Context const& context,
                                  ServicePointId point, std::optional<LocalDate> first,
                                  int horizon_days) {
    auto const service_point = TRY(store::load_service_point(tx, point));
    auto const known = TRY(store::holiday_years(tx));
    auto const today = date_in(service_point.zone, context.now);
    auto const until = std::min(today + std::chrono::days{horizon_days}, known_until(today, known));
    if (until <= today) return fail(Code::holidays_unknown);
    auto const from = std::max(today, first.value_or(today));
    if (from >= until) return DaysReleased{{}, until};
    auto const rows = TRY(open_days(tx, context, {point, from, until}));
    return DaysReleased{rows, until};
}

}  // namespace

Result<DaysReleased> release_days(sql::Transaction& tx, Context const& context,
                                  ServicePointId point, int horizon_days) {
    return release_from(tx, context, point, std::nullopt, horizon_days);
}

Result<DaysReleased> release_next_days(sql::Transaction& tx, Context const& context,
                                       ServicePointId point, int horizon_days) {
    auto const last = TRY(store::last_day(tx, point));
    std::optional<LocalDate> first;
    if (last) first = *last + std::chrono::days{1};
    return release_from(tx, context, point, first, horizon_days);
}

}  // namespace mpaspor::app
