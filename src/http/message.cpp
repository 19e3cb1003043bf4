#include "http/message.hpp"

#include <algorithm>

namespace mpaspor::http {

std::string_view field(Fields const& fields, std::string_view name) {
    auto const found = std::ranges::find(fields, name, &Fields::value_type::first);
    return found == fields.end() ? std::string_view{} : std::string_view{found->second};
}

}  // namespace mpaspor::http
