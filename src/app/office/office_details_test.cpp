// Finding an office and knowing when to go there, on both engines.

#include "app/office/read_point.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using booking::Season;
using std::chrono::days;
using testing::date;
using testing::kMaumere;
using testing::kMonday;
using testing::kPontianak;
using testing::Office;
using testing::on_each_office;

namespace {

store::PointHours hours(ServicePointId point, Season season, booking::Weekdays weekdays,
                        std::chrono::minutes closes, LocalDate from,
                        std::optional<LocalDate> to = {}) {
    return {point,
            {.season = season,
             .weekdays = weekdays,
             .from = from,
             .to = to,
             .open = {8h, closes},
             .pause = booking::Span{12h, 13h},
             .source = "4.1",
             .unofficial = true}};
}

/// Pontianak is open on weekdays, and shorter for two days from Tuesday on.
app::ReferenceData details() {
    app::ReferenceData data;
    data.details = {{kPontianak, "", "0561-0", "4.1", true}};
    data.hours = {
        hours(kPontianak, Season::regular, booking::kMondayToFriday, 16h, date(2022, 1, 1)),
        hours(kPontianak, Season::regular, booking::kMondayToFriday, 12h, date(2020, 1, 1),
              date(2022, 1, 1)),
        hours(kPontianak, Season::ramadan, booking::kMondayToFriday, 15h, kMonday + days{1},
              kMonday + days{3})};
    data.hours[0].hours.pause.reset();
    data.notices = {{kPontianak, "now", kMonday, {}, "Ada.", "There is.", "4.1", false},
                    {kPontianak, "later", kMonday + days{1}, {}, "Nanti.", "Later.", "4.1", false},
                    {kPontianak, "over", date(2022, 1, 1), kMonday, "Lalu.", "Over.", "4.1", true}};
    return data;
}

void load(Office& office, app::ReferenceData const& data) {
    auto const by = office.system();
    office.act([&](auto& tx) { return app::load_reference(tx, by, data); }).value();
}

Result<app::PointWeek> week(Office& office, ServicePointId point) {
    auto const by = office.system();
    return office.act([&](auto& tx) { return app::read_point(tx, by, point); });
}

}  // namespace

TEST_CASE("office details: 4.1: a point tells its hours and notices of today and to come") {
    on_each_office([](Office& office) {
        load(office, details());
        load(office, details());  // Again: nothing is doubled.
        auto const read = week(office, kPontianak).value();
        CHECK(read.office.code == "PONTIANAK");
        REQUIRE(read.point.detail);
        CHECK(read.point.detail->address.empty());
        CHECK(read.point.detail->phone == "0561-0");
        REQUIRE(read.point.hours.size() == 2);
        CHECK(read.point.hours[0] == details().hours[0].hours);
        CHECK(read.point.hours[1] == details().hours[2].hours);
        REQUIRE(read.point.notices.size() == 1);
        CHECK(read.point.notices[0].id == "now");
        CHECK(read.point.notices[0].text_id == "Ada.");
        CHECK(read.point.notices[0].text_en == "There is.");
    });
}

TEST_CASE("office details: 4.1 D15: each of seven days is open, a holiday, or not known") {
    on_each_office([](Office& office) {
        auto data = details();
        data.holidays = {
            {{}, {kMonday + days{3}, booking::HolidayKind::national}, "Libur", "1/26"}};
        load(office, data);
        auto const read = week(office, kPontianak).value();
        REQUIRE(read.days.size() == 7);
        auto const closes = [&](std::size_t i) { return read.days.at(i).hours->open.to; };
        CHECK(read.days[0].date == kMonday);
        CHECK(closes(0) == 16h);
        CHECK(closes(1) == 15h);
        CHECK(closes(2) == 15h);
        CHECK(read.days[3].holiday == "Libur");
        CHECK_FALSE(read.days[3].hours);
        CHECK(closes(4) == 16h);
        CHECK_FALSE(read.days[5].hours);  // Saturday: not known.
        CHECK(read.days[5].holiday.empty());
    });
}

TEST_CASE("office details: 4.1: of a point of which nothing is known nothing is said") {
    on_each_office([](Office& office) {
        auto const read = week(office, kMaumere).value();
        CHECK_FALSE(read.point.detail);
        CHECK(read.point.hours.empty());
        CHECK(read.point.notices.empty());
        for (auto const& day : read.days) CHECK_FALSE(day.hours);
        CHECK(week(office, {777}).error().code == Code::office_not_found);
    });
}

TEST_CASE("office details: 4.1: the day is that of the office's own calendar") {
    on_each_office([](Office& office) {
        office.now = testing::at(Zone::wib, kMonday, 23, 30);  // Tuesday already in Maumere.
        CHECK(week(office, kPontianak)->days.front().date == kMonday);
        CHECK(week(office, kMaumere)->days.front().date == kMonday + days{1});
        auto data = details();
        for (auto& notice : data.notices) notice.point = kMaumere;
        for (auto& row : data.hours) row.point = kMaumere;
        data.hours[2].hours.to = kMonday + days{1};
        data.hours[2].hours.from = kMonday;
        load(office, data);
        auto const read = week(office, kMaumere).value();
        CHECK(read.point.notices.size() == 2);
        CHECK(read.point.hours.size() == 1);
    });
}

TEST_CASE("office details: 000-01: offices are found by their names and those of their points") {
    on_each_office([](Office& office) {
        auto const by = office.system();
        auto const all = office.act([&](auto& tx) { return app::read_offices(tx, by); }).value();
        auto const codes = [&](std::string_view wanted) {
            std::string found;
            for (auto const& view : app::find_offices(all, wanted)) found += view.office.code + ' ';
            return found;
        };
        CHECK(codes("kanim pontinak") == "PONTIANAK ");
        CHECK(codes("mau mere") == "MAUMERE ");
        CHECK(codes("") == "PONTIANAK MAUMERE ");
        CHECK(codes("atlantis").empty());
    });
}
