#include "domain/booking/calendar.hpp"

#include <algorithm>
#include <string>

namespace mpaspor::booking {
namespace {

static_assert(kHolidayKinds.size() == std::to_underlying(HolidayKind::open) + std::size_t{1});

constexpr std::array<std::string_view, 7> kWeekdayNames{
    "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"};

bool of_the_office(HolidayKind kind) {
    return kind == HolidayKind::closed || kind == HolidayKind::open;
}

}  // namespace

std::string_view to_text(std::chrono::weekday day) {
    return kWeekdayNames[day.iso_encoding() - 1];
}

Result<HolidayKind> holiday_kind_from_text(std::string_view text) {
    auto const name = std::ranges::find(kHolidayKinds, text);
    if (name == kHolidayKinds.end()) return fail(Code::unknown_value, "holiday kind");
    return static_cast<HolidayKind>(name - kHolidayKinds.begin());
}

Calendar::Calendar(std::set<std::chrono::year> years, std::span<Holiday const> holidays,
                   Weekdays working)
    : years_(std::move(years)), working_(working) {
    for (Holiday const& row : holidays) {
        if (!of_the_office(row.kind)) rests_[row.date] = true;
    }
    for (Holiday const& row : holidays) {
        if (of_the_office(row.kind)) rests_[row.date] = row.kind == HolidayKind::closed;
    }
}

Result<bool> Calendar::is_holiday(LocalDate date) const {
    std::chrono::year const year = std::chrono::year_month_day{date}.year();
    if (!years_.contains(year)) {
        return refuse(Code::holidays_unknown, "",
                      {{"year", std::to_string(static_cast<int>(year))}});
    }
    auto const row = rests_.find(date);
    return row != rests_.end() && row->second;
}

Result<bool> Calendar::is_working_day(LocalDate date) const {
    bool const holiday = TRY(is_holiday(date));
    auto const row = rests_.find(date);
    bool const opened = row != rests_.end() && !row->second;
    return !holiday && (opened || working_.contains(std::chrono::weekday{date}));
}

Result<LocalDate> Calendar::add_working_days(LocalDate from, int days) const {
    LocalDate date = from;
    for (int counted = 0; counted < days;) {
        date += std::chrono::days{1};
        bool const works = TRY(is_working_day(date));
        if (works) ++counted;
    }
    return date;
}

}  // namespace mpaspor::booking
