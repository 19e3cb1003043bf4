#include "json/named.hpp"

#include "json/reader.hpp"

#include <set>
#include <string_view>
#include <utility>

namespace mpaspor::json {

void add_unknown(Faults& faults, std::string_view name) {
    if (name.size() > kNameMax || !is_plain_text(name)) return faults.add(Code::unknown_field);
    Faults::Step const step{faults, name};
    faults.add(Code::unknown_field);
}

std::optional<NamedMembers> named_members(Value object, Faults& faults, std::size_t names_max) {
    if (object.kind() != Kind::object) {
        faults.add(Code::wrong_type, {{"expected", "object"}});
        return std::nullopt;
    }
    auto const members = object.members();
    if (members.size() > names_max) {
        faults.add(Code::too_long, {{"max", std::to_string(names_max)}});
        return std::nullopt;
    }
    NamedMembers found{.readable = {}, .count = members.size()};
    std::set<std::string_view> seen;
    for (Member const& member : members) {
        bool const name =
            !member.name.empty() && member.name.size() <= kNameMax && is_plain_text(member.name);
        if (name && seen.insert(member.name).second) {
            found.readable.push_back(member);
        } else {
            add_unknown(faults, member.name);
        }
    }
    return found;
}

std::optional<OneOrMany> read_one_or_many(Value value, Faults& faults, Bounds const& bounds) {
    if (value.kind() == Kind::text) {
        auto const text = read_text(value, faults, bounds.text_max);
        return text.transform(
            [](std::string_view t) { return OneOrMany{{std::string{t}}, false}; });
    }
    if (value.kind() != Kind::array) {
        faults.add(Code::wrong_type, {{"expected", "text or list"}});
        return std::nullopt;
    }
    auto texts = read_list<std::vector<std::string>>(value, faults, bounds);
    return std::move(texts).transform(
        [](std::vector<std::string> t) { return OneOrMany{std::move(t), true}; });
}

}  // namespace mpaspor::json
