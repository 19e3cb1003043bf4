#include "domain/booking/hours.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace mpaspor;
using namespace std::chrono_literals;
using booking::Hours;
using booking::hours_on;
using booking::Season;
using booking::Weekdays;

namespace {

using std::chrono::Friday;
using std::chrono::Monday;

LocalDate on(int year, unsigned month, unsigned day) {
    return LocalDate{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}};
}

Hours hours(Season season, Weekdays weekdays, LocalDate from, std::optional<LocalDate> to,
            std::chrono::minutes closes) {
    return {.season = season,
            .weekdays = weekdays,
            .from = from,
            .to = to,
            .open = {8h, closes},
            .source = "4.1"};
}

}  // namespace

TEST_CASE("4.1: in Ramadan other hours are in force, and on Fridays others again") {
    auto const first = on(2024, 3, 12), end = on(2024, 4, 10);
    std::vector<Hours> const all{
        hours(Season::ramadan, {Friday}, first, end, 15h + 30min),
        hours(Season::regular, booking::kMondayToFriday, on(2022, 1, 1), {}, 16h),
        hours(Season::ramadan, {Monday}, first, end, 15h),
    };
    auto const closes = [&](LocalDate date) { return hours_on(all, date)->open.to; };
    CHECK(closes(on(2024, 3, 11)) == 16h);             // Monday, the day before.
    CHECK(closes(on(2024, 3, 18)) == 15h);             // Monday.
    CHECK(closes(on(2024, 3, 15)) == 15h + 30min);     // Friday.
    CHECK(closes(on(2024, 3, 12)) == 16h);             // Tuesday: none of its own here.
    CHECK(closes(on(2024, 4, 8)) == 15h);              // The last Monday.
    CHECK(closes(on(2024, 4, 12)) == 16h);             // Friday, after it.
    CHECK(hours_on(all, on(2024, 3, 16)) == nullptr);  // Saturday: not known.
    CHECK(hours_on(all, on(2021, 12, 31)) == nullptr);
    CHECK(hours_on({}, first) == nullptr);
}

TEST_CASE("4.1: of two that are in force the later one counts, whichever comes first") {
    auto const old = hours(Season::regular, {Monday}, on(2020, 1, 1), {}, 16h);
    auto const newer = hours(Season::regular, {Monday}, on(2022, 6, 1), {}, 19h);
    for (auto const& all : {std::vector{old, newer}, std::vector{newer, old}}) {
        CHECK(hours_on(all, on(2022, 5, 30))->open.to == 16h);
        CHECK(hours_on(all, on(2022, 6, 6))->open.to == 19h);
    }
}

TEST_CASE("4.1: a point opens before it closes, and pauses in between") {
    auto plain = hours(Season::regular, {Monday}, on(2020, 1, 1), {}, 16h);
    CHECK(is_whole(plain));
    plain.pause = booking::Span{12h, 13h};
    CHECK(is_whole(plain));
    for (auto const& bad : {booking::Span{13h, 12h}, booking::Span{12h, 12h}, booking::Span{8h, 9h},
                            booking::Span{15h, 16h}}) {
        plain.pause = bad;
        CHECK_FALSE(is_whole(plain));
    }
    plain.pause.reset();
    plain.open.to = 8h;
    CHECK_FALSE(is_whole(plain));
}
