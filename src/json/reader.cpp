#include "json/reader.hpp"

#include <algorithm>
#include <iterator>

namespace mpaspor::json {

std::optional<std::vector<std::optional<Value>>> values_of(Value object, Faults& faults,
                                                           std::span<std::string_view const> names,
                                                           Others others) {
    if (object.kind() != Kind::object) {
        faults.add(Code::wrong_type, {{"expected", "object"}});
        return std::nullopt;
    }
    std::vector<std::optional<Value>> values(names.size());
    for (Member const& member : object.members()) {
        auto const name = std::ranges::find(names, member.name);
        if (name == names.end()) {
            if (others == Others::refused) add_unknown(faults, member.name);
            continue;
        }
        auto& value = values[static_cast<std::size_t>(std::distance(names.begin(), name))];
        if (value) add_unknown(faults, member.name);
        value = member.value;
    }
    return values;
}

std::optional<std::vector<Value>> elements_of(Value array, Faults& faults, std::size_t items_max) {
    if (array.kind() != Kind::array) {
        faults.add(Code::wrong_type, {{"expected", "list"}});
        return std::nullopt;
    }
    if (array.size() > items_max) {
        faults.add(Code::too_long, {{"max", std::to_string(items_max)}});
        return std::nullopt;
    }
    return array.elements();
}

}  // namespace mpaspor::json
