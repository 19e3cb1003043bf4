#include "domain/booking/calendar.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace mpaspor;
using namespace mpaspor::booking;
using namespace std::chrono;

namespace {

LocalDate date(int y, unsigned m, unsigned d) {
    return LocalDate{year{y} / month{m} / day{d}};
}

/// April 2023: Good Friday, and the days around Idul Fitri.
std::vector<Holiday> april_2023() {
    return {{date(2023, 4, 7), HolidayKind::national},
            {date(2023, 4, 21), HolidayKind::collective},
            {date(2023, 4, 24), HolidayKind::collective},
            {date(2023, 4, 25), HolidayKind::collective}};
}

Calendar calendar(std::vector<Holiday> const& holidays) {
    return Calendar{{year{2023}}, holidays};
}

}  // namespace

TEST_CASE(
    "000-07: paid on Wednesday 5 April 2023, due three working days later on Tuesday 11 April") {
    CHECK(*calendar(april_2023()).add_working_days(date(2023, 4, 5), 3) == date(2023, 4, 11));
    CHECK(*calendar({}).add_working_days(date(2023, 4, 5), 3) == date(2023, 4, 10));
}

TEST_CASE("000-07: the day of payment is day 0, whether or not it is a working day") {
    Calendar const april = calendar(april_2023());
    CHECK(*april.add_working_days(date(2023, 4, 5), 0) == date(2023, 4, 5));
    CHECK(*april.add_working_days(date(2023, 4, 8), 1) == date(2023, 4, 10));
    CHECK(*april.add_working_days(date(2023, 4, 20), 1) == date(2023, 4, 26));
}

TEST_CASE("offices rest on national holidays, collective leave and at weekends") {
    Calendar const april = calendar(april_2023());
    CHECK(*april.is_working_day(date(2023, 4, 6)));
    for (unsigned const day : {7U, 8U, 9U, 21U, 22U, 24U, 25U}) {
        CHECK_FALSE(*april.is_working_day(date(2023, 4, day)));
    }
    CHECK(*april.is_holiday(date(2023, 4, 7)));
    CHECK_FALSE(*april.is_holiday(date(2023, 4, 8)));
}

TEST_CASE("an office may open on a holiday or a Saturday, and close on a working day") {
    auto rows = april_2023();
    rows.insert(rows.begin(), {date(2023, 4, 7), HolidayKind::open});
    rows.push_back({date(2023, 4, 8), HolidayKind::open});
    rows.push_back({date(2023, 4, 6), HolidayKind::closed});
    Calendar const office = calendar(rows);
    CHECK(*office.is_working_day(date(2023, 4, 7)));
    CHECK_FALSE(*office.is_holiday(date(2023, 4, 7)));
    CHECK(*office.is_working_day(date(2023, 4, 8)));
    CHECK_FALSE(*office.is_working_day(date(2023, 4, 6)));
    CHECK(*office.is_holiday(date(2023, 4, 6)));
}

TEST_CASE("D15: past the years whose decree is loaded nothing is guessed") {
    Calendar const only_2023 = calendar(april_2023());
    CHECK(only_2023.is_holiday(date(2024, 1, 1)).error().code == Code::holidays_unknown);
    CHECK(only_2023.is_working_day(date(2022, 12, 30)).error().code == Code::holidays_unknown);
    auto const over_new_year = only_2023.add_working_days(date(2023, 12, 28), 2);
    CHECK(over_new_year.error().code == Code::holidays_unknown);
    CHECK(over_new_year.error().params == std::vector<Error::Param>{{"year", "2024"}});
    CHECK(*only_2023.add_working_days(date(2023, 12, 28), 1) == date(2023, 12, 29));
}

TEST_CASE("weekdays are a bit each, Monday first") {
    Weekdays const days{Thursday, Friday};
    CHECK(days.bits() == 0b0011000);
    CHECK(days.contains(Friday));
    CHECK_FALSE(days.contains(Sunday));
    CHECK(Weekdays{Sunday}.bits() == 0b1000000);
    CHECK(to_text(Thursday) == "THURSDAY");
    CHECK(to_text(Sunday) == "SUNDAY");
}

TEST_CASE("kinds of holidays are read back by name") {
    for (std::size_t i = 0; i < kHolidayKinds.size(); ++i) {
        CHECK(*holiday_kind_from_text(kHolidayKinds[i]) == static_cast<HolidayKind>(i));
    }
    CHECK(holiday_kind_from_text("religious").error().code == Code::unknown_value);
}
