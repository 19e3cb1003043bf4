#pragma once

#include <map>
#include <string>
#include <string_view>

namespace mpaspor::outside {

/// Names and values of a query or of a form a browser sent (application/x-www-form-urlencoded).
/// Of a name that comes twice the last value counts. Escapes that make no sense stay as they are.
std::map<std::string, std::string> decode_form(std::string_view text);

/// Text as it may stand in a page.
std::string escape_html(std::string_view text);

}  // namespace mpaspor::outside
