#pragma once
/// A visit as a file that calendars read (RFC 5545).

#include "base/types.hpp"

#include <string>
#include <string_view>

namespace mpaspor::booking {

/// Nothing of it tells who is expected.
struct VisitEvent {
    std::string number;  ///< The application's: its calendar entry stays the same when it moves.
    Instant begins;
    Instant remind;    ///< When the calendar says so.
    int sequence = 0;  ///< How often it was moved: a calendar believes the highest.
    Instant changed;   ///< When this was settled: same visit, same bytes.
    std::string summary, place, description;  ///< Words, in UTF-8.
};

/// The morning of the day before (H-1), by the office's clock.
Instant reminder_of(Zone zone, LocalDate date);

/// The whole file: lines end with CRLF, and none has more than 75 octets before it.
std::string visit_calendar(VisitEvent const& event);

/// One content line as it is written: cut into pieces of at most 75 octets, never inside a
/// character, each but the first behind CRLF and a blank. Without the CRLF that ends it.
std::string folded(std::string_view line);

}  // namespace mpaspor::booking
