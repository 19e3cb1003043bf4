#pragma once

#include "base/error.hpp"
#include "base/types.hpp"

#include <string>
#include <string_view>

namespace mpaspor::snap {

/// X-TIMESTAMP and bank times, `yyyy-MM-ddTHH:mm:ss+07:00` (domain.md 3.9): written in Western
/// Indonesian time, fractions of a second dropped.
std::string format_timestamp(Instant at);

/// Reads any offset ("+07:00", "-03:30", "Z"), years 1970 to 2199 there and in Western Indonesian
/// time; no fractions, no other form of ISO 8601.
/// Errors: malformed_date.
Result<Instant> parse_timestamp(std::string_view text);

}  // namespace mpaspor::snap
