#pragma once
/// Dates and instants as the API writes them.

#include "base/error.hpp"
#include "base/types.hpp"

#include <string>
#include <string_view>

namespace mpaspor {

/// "2026-09-14".
std::string date_text(LocalDate date);
/// Only that form, and only days that exist, from 1900 to 2199. Errors: malformed_date.
Result<LocalDate> date_from_text(std::string_view text);

/// "2026-09-14T03:00:00.250000Z"; without a fraction when it is whole seconds.
std::string instant_text(Instant at);
/// That form, also with an offset such as +07:00, of a UTC day that date_from_text() reads.
/// Errors: malformed_date.
Result<Instant> instant_from_text(std::string_view text);

/// "018f4e6e-7c1a-7000-8000-000000000000", of any version, in lower case.
bool is_uuid(std::string_view text);

/// Only digits, at least one. Errors: malformed_text (also when it does not fit).
Result<std::int64_t> integer_from_text(std::string_view text);

}  // namespace mpaspor
