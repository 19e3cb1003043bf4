#pragma once
/// Text that somebody typed, in a query.

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace mpaspor::http {

/// A value of a query with its escapes read: "%20" and "+" are blanks. Longer text than `bytes_max`
/// is refused, as is what is not UTF-8 or has control characters.
/// Errors: malformed_text, too_long.
Result<std::string> unescaped(std::string_view value, std::size_t bytes_max);

}  // namespace mpaspor::http
