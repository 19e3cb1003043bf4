#include "app/office/read_point.hpp"

#include "app/booking/read_availability.hpp"

namespace mpaspor::app {
namespace {

using std::chrono::days;

std::optional<PointWeek> found(std::vector<OfficeView>& offices, ServicePointId id) {
    for (auto& office : offices) {
        for (auto& view : office.points) {
            if (view.point.id == id) return PointWeek{std::move(view), office.office, {}};
        }
    }
    return std::nullopt;
}

}  // namespace

Result<PointWeek> read_point(sql::Transaction& tx, Context const& context, ServicePointId id) {
    auto offices = TRY(read_offices(tx, context));
    auto week = found(offices, id);
    if (!week) return fail(Code::office_not_found);
    auto const today = date_in(week->point.point.zone, context.now);
    auto const until = today + days{kHoursDays};
    auto const holidays = TRY(holiday_names(tx, id, today, until));
    for (auto date = today; date < until; date += days{1}) {
        PointDay day{.date = date};
        auto const holiday = holidays.find(date);
        auto const* hours = booking::hours_on(week->point.hours, date);
        if (holiday != holidays.end()) {
            day.holiday = holiday->second;
        } else if (hours != nullptr) {
            day.hours = *hours;
        }
        week->days.push_back(std::move(day));
    }
    return *std::move(week);
}

}  // namespace mpaspor::app
