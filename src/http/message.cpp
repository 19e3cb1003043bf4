#include "http/message.hpp"

#include <algorithm>

namespace mpaspor::http {

std::string_view field(Fields const& fields, std::string_view name) {
    auto const found = std::ranges::find(fields, name, &Fields::value_type::first);
    return found == fields.end() ? std::string_view{} : std::string_view{found->second};
}

std::string_view query_value(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        auto const end = std::min(query.find('&'), query.size());
        auto const pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        auto const equals = pair.find('=');
        if (pair.substr(0, equals) == name) {
            return equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
        }
    }
    return {};
}

}  // namespace mpaspor::http
