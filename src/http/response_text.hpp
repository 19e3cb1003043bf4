#pragma once

#include "base/types.hpp"
#include "http/message.hpp"

#include <cstdint>
#include <string>

namespace mpaspor::http {

enum class Afterwards : std::uint8_t { keep, close };

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7).
std::string http_date(Instant at);

/// Everything before the body, with its empty line. Content-Length is that of `response.body` also
/// when it is not sent (HEAD). A header field that would break the line is a broken invariant.
std::string head_text(Response const& response, Afterwards afterwards, std::string_view date);

/// 1xx, 204 and 304 have no body, whatever is in `Response::body`.
bool has_body(int status);

}  // namespace mpaspor::http
