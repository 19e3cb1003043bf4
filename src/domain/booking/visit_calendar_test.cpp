#include "domain/booking/visit_calendar.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include "base/utf8.hpp"

#include <string>
#include <vector>

using namespace mpaspor;
using namespace mpaspor::booking;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

LocalDate const kDate = local_days{2026y / December / 10};

VisitEvent event() {
    return {.number = "4471092633581024",
            .begins = instant_in(Zone::wita, kDate, 9h),
            .remind = reminder_of(Zone::wita, kDate),
            .sequence = 1,
            .changed = sys_days{2026y / December / 1} + 3h,
            .summary = "Visit for a passport",
            .place = "Kantor Imigrasi Maumere, Maumere; lantai 1",
            .description = "Number 4471 0926 3358 1024.\nBring originals."};
}

std::vector<std::string> lines_of(std::string const& file) {
    std::vector<std::string> lines;
    std::size_t at = 0;
    for (auto end = file.find("\r\n"); end != std::string::npos; end = file.find("\r\n", at)) {
        lines.push_back(file.substr(at, end - at));
        at = end + 2;
    }
    REQUIRE(at == file.size());
    return lines;
}

std::string unfolded(std::string text) {
    for (auto at = text.find("\r\n "); at != std::string::npos; at = text.find("\r\n ")) {
        text.erase(at, 3);
    }
    return text;
}

bool has(std::string const& line) {
    auto const file = unfolded(visit_calendar(event()));
    return file.contains("\r\n" + line + "\r\n");
}

/// Characters of one to four octets.
std::string text_of(std::vector<int> const& kinds) {
    static std::vector<std::string> const kCharacters{"a", "\xC3\xA9", "\xE2\x82\xAC",
                                                      "\xF0\x9F\x9B\x82"};
    std::string text;
    for (int const kind : kinds) text += kCharacters[static_cast<std::size_t>(kind)];
    return text;
}

}  // namespace

TEST_CASE("visit calendar: 002-S7: the visit in UTC, whatever the office's zone") {
    CHECK(has("DTSTART:20261210T010000Z"));
    CHECK(has("DTSTAMP:20261201T030000Z"));
    auto const file = visit_calendar(event());
    CHECK(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    CHECK(file.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
}

TEST_CASE("visit calendar: 002-F4: a moved visit is the same entry with a higher sequence") {
    auto moved = event();
    moved.begins += days{7};
    moved.sequence = 2;
    for (auto const& file : {visit_calendar(event()), visit_calendar(moved)}) {
        CHECK(file.contains("\r\nUID:4471092633581024@mpaspor\r\n"));
    }
    CHECK(has("SEQUENCE:1"));
    CHECK(visit_calendar(moved).contains("\r\nSEQUENCE:2\r\n"));
    CHECK(visit_calendar(event()) == visit_calendar(event()));
}

TEST_CASE(
    "visit calendar: 002-F4: it reminds on the morning of the day before, by the office's clock") {
    CHECK(has("TRIGGER;VALUE=DATE-TIME:20261209T000000Z"));
    CHECK(reminder_of(Zone::wib, kDate) == sys_days{2026y / December / 9} + 1h);
}

TEST_CASE("visit calendar: what separates values in a calendar is escaped in words") {
    CHECK(has("LOCATION:Kantor Imigrasi Maumere\\, Maumere\\; lantai 1"));
    CHECK(has("DESCRIPTION:Number 4471 0926 3358 1024.\\nBring originals."));
    auto sly = event();
    sly.place = "a\r\nATTENDEE:mailto:x@example.id\tb\\";
    CHECK(visit_calendar(sly).contains("\r\nLOCATION:a\\nATTENDEE:mailto:x@example.idb\\\\\r\n"));
}

TEST_CASE("visit calendar: no line has more than 75 octets, or cuts a character") {
    CHECK(folded(std::string(75, 'a')) == std::string(75, 'a'));
    CHECK(folded(std::string(76, 'a')) == std::string(75, 'a') + "\r\n a");
    CHECK(rc::check([] {
        auto const kinds = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 4));
        auto const text = std::string(*rc::gen::inRange<std::size_t>(60, 90), 'x') + text_of(kinds);
        auto const cut = folded(text);
        RC_ASSERT(unfolded(cut) == text);
        for (auto const& line : lines_of(cut + "\r\n")) {
            RC_ASSERT(line.size() <= 75U);
            RC_ASSERT(is_clean_utf8(line));
        }
    }));
}

TEST_CASE("visit calendar: every line of a whole file fits, however long its words are") {
    auto wordy = event();
    wordy.description = text_of(std::vector<int>(900, 3));
    for (auto const& line : lines_of(visit_calendar(wordy))) CHECK(line.size() <= 75);
    CHECK(unfolded(visit_calendar(wordy)).contains(wordy.description));
}
