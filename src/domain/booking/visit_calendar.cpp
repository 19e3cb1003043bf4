#include "domain/booking/visit_calendar.hpp"

#include <chrono>

namespace mpaspor::booking {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

constexpr std::size_t kLineOctets = 75;
constexpr std::string_view kBreak = "\r\n";
constexpr auto kMorning = 8h;

std::string two_digits(unsigned value) {
    return {static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
}

/// "20261210T020000Z"
std::string utc_text(Instant at) {
    auto const day = floor<days>(at);
    year_month_day const date{day};
    hh_mm_ss const time{floor<seconds>(at - day)};
    return std::to_string(static_cast<int>(date.year())) +
           two_digits(static_cast<unsigned>(date.month())) +
           two_digits(static_cast<unsigned>(date.day())) + 'T' +
           two_digits(static_cast<unsigned>(time.hours().count())) +
           two_digits(static_cast<unsigned>(time.minutes().count())) +
           two_digits(static_cast<unsigned>(time.seconds().count())) + 'Z';
}

/// RFC 5545 3.3.11. Other control characters have no place in a calendar.
std::string text_value(std::string_view text) {
    std::string value;
    for (char const c : text) {
        if (c == '\\' || c == ';' || c == ',') value += '\\';
        if (c == '\n') {
            value += "\\n";
        } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) {
            value += c;
        }
    }
    return value;
}

bool continues_a_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
}

}  // namespace

std::string folded(std::string_view line) {
    std::string text;
    auto room = kLineOctets;
    while (line.size() > room) {
        auto end = room;
        while (end > 0 && continues_a_character(line[end])) --end;
        if (end == 0) end = room;  // No UTF-8: cut anywhere rather than never.
        text.append(line.substr(0, end)).append(kBreak).append(" ");
        line.remove_prefix(end);
        room = kLineOctets - 1;  // The blank counts.
    }
    return text.append(line);
}

Instant reminder_of(Zone zone, LocalDate date) {
    return instant_in(zone, date - days{1}, kMorning);
}

std::string visit_calendar(VisitEvent const& event) {
    std::string file;
    auto const line = [&file](std::string_view name, std::string const& value) {
        file.append(folded(std::string{name} + ':' + value)).append(kBreak);
    };
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//mpaspor//visit//ID");
    line("METHOD", "PUBLISH");
    line("BEGIN", "VEVENT");
    line("UID", event.number + "@mpaspor");
    line("SEQUENCE", std::to_string(event.sequence));
    line("DTSTAMP", utc_text(event.changed));
    line("DTSTART", utc_text(event.begins));
    line("SUMMARY", text_value(event.summary));
    line("LOCATION", text_value(event.place));
    line("DESCRIPTION", text_value(event.description));
    line("CLASS", "PRIVATE");
    line("BEGIN", "VALARM");
    line("ACTION", "DISPLAY");
    line("TRIGGER;VALUE=DATE-TIME", utc_text(event.remind));
    line("DESCRIPTION", text_value(event.summary));
    line("END", "VALARM");
    line("END", "VEVENT");
    line("END", "VCALENDAR");
    return file;
}

}  // namespace mpaspor::booking
