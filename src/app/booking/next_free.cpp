#include "app/booking/next_free.hpp"

#include "app/policies.hpp"
#include "base/invariant.hpp"
#include "store/offices.hpp"

#include <algorithm>
#include <map>
#include <ranges>

namespace mpaspor::app {
namespace {

using Earliest = std::map<ServicePointId, LocalDate>;

/// The first day that may be booked at each of the points, by its own calendar.
Result<Earliest> earliest_dates(sql::Transaction& tx, Context const& context,
                                std::vector<ServicePointId> const& points) {
    auto const all = TRY(store::all_service_points(tx));
    Earliest earliest;
    for (auto const id : points) {
        auto const point = std::ranges::find(all, id, &store::ServicePoint::id);
        if (point == all.end()) return refuse(Code::office_not_found, "/points");
        earliest[id] =
            booking::earliest_date(point->zone, context.now, hold_policy(*context.settings));
    }
    return earliest;
}

}  // namespace

Result<FreeDays> next_free(sql::Transaction& tx, Context const& context, NextFree const& input) {
    INVARIANT(!input.points.empty() && input.points.size() <= store::kFreeDaysPointsMax);
    auto const earliest = TRY(earliest_dates(tx, context, input.points));
    auto const first = std::ranges::min(earliest | std::views::values);
    store::FreeDaysWanted wanted{.pool = input.pool,
                                 .people = input.people,
                                 .from = std::max(first, input.from.value_or(first)),
                                 .now = context.now,
                                 .most = kNextFreeMost};
    std::ranges::copy(input.points, wanted.points.begin());
    wanted.until = wanted.from + kNextFreeHorizon;
    if (input.after) {
        wanted.after_date = input.after->date;
        wanted.after_point = input.after->point;
    }
    auto days = TRY(store::free_days(tx, wanted));
    FreeDays result{.as_of = context.now, .days = std::move(days)};
    if (std::ssize(result.days) == kNextFreeMost) {
        result.next = DayOfPoint{result.days.back().date, result.days.back().point};
    }
    // Where tomorrow is a day later than elsewhere.
    std::erase_if(result.days,
                  [&](store::FreeDay const& day) { return day.date < earliest.at(day.point); });
    return result;
}

}  // namespace mpaspor::app
