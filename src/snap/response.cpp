#include "snap/response.hpp"

namespace mpaspor::snap {

std::string response_code(Service service, Case what) {
    auto const& row = info(what);
    int const code = row.http_status * 10'000 + std::to_underlying(service) * 100 + row.number;
    return std::to_string(code);
}

std::optional<Case> case_of(Service service, std::string_view code) {
    for (auto const& row : kCases) {
        if (response_code(service, row.what) == code) return row.what;
    }
    return std::nullopt;
}

}  // namespace mpaspor::snap
