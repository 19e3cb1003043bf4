#pragma once
/// A request and its answer as SNAP's two sides see them, whoever carries them.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpaspor::snap {

/// Names in lower case.
using Fields = std::vector<std::pair<std::string, std::string>>;

struct Outgoing {
    std::string path;  ///< Relative to the other side's origin. Always POST.
    Fields headers;
    std::string body;
};

struct Answer {
    int http_status = 0;
    std::string body;
};

/// As it arrived. Refers to the carrier's request.
struct Incoming {
    std::string_view method;
    std::string_view endpoint_url;  ///< Path, with '?' and query when there is one.
    Fields const& headers;
    std::string_view body;
};

}  // namespace mpaspor::snap
