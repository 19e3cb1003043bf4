#pragma once
/// A request and its answer, as handlers see them. No sockets here.

#include "base/types.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpaspor::http {

/// Header fields in the order they came, names in lower case. Repeated ones are kept.
using Fields = std::vector<std::pair<std::string, std::string>>;

/// The first field of this name (lower case), or "".
std::string_view field(Fields const& fields, std::string_view name);

/// The value of a name in a query, "" when it is absent. No escapes: our values need none.
std::string_view query_value(std::string_view query, std::string_view name);

struct Head {
    std::string method;  ///< "GET"
    std::string path;    ///< Before '?', percent-encoding left as it came: "/api/v1/me".
    std::string query;   ///< After '?', or "".
    Fields headers;
    std::string peer;  ///< The other end's address, for rate limits. Never logged.
};

struct Request : Head {
    std::string body;
    Instant arrived;  ///< When its header was complete.
};

struct Response {
    int status = 200;
    std::string body = {};
    std::string content_type = "application/json";
    Fields headers = {};  ///< Beyond Content-Type, Content-Length, Date, Connection.
};

/// How a handler answers: exactly once, perhaps later, from any thread.
using Respond = std::move_only_function<void(Response)>;

}  // namespace mpaspor::http
