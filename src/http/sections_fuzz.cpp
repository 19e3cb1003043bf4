/// Whatever stands in the body of a section, of a code or of an address, it is refused, or says the
/// same when it is written and read again.

#include "base/invariant.hpp"
#include "domain/form/form.hpp"
#include "http/endpoints/accounts.hpp"
#include "http/sections.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mpaspor::http {
namespace {

/// A question of each kind, which is its name.
form::Section const& questions() {
    static auto const section = [] {
        form::Section all{.id = "all"};
        for (auto const kind : form::kFieldKinds) {
            form::Field field{.id = std::string{kind}, .length_max = 16};
            field.kind = form::field_kind_from_text(kind).value();
            field.options = {"one", "two", "three"};
            all.fields.push_back(std::move(field));
        }
        return all;
    }();
    return section;
}

void read_identity(std::string_view body) {
    auto const section = parse_identity(body);
    if (!section) return;
    auto const answers = answers_of(*section);
    INVARIANT(answers.at("family_card_number").size() == 16);
    auto const again = parse_identity(answers_json(answers, nullptr));
    INVARIANT(again.has_value() && answers_of(*again) == answers);
}

void read_product(std::string_view body) {
    auto const section = parse_product(body);
    if (!section) return;
    auto const answers = answers_of(*section);
    auto const again = parse_product(answers_json(answers, nullptr));
    INVARIANT(again.has_value() && answers_of(*again) == answers);
}

void read_section(std::string_view body) {
    auto const sent = parse_answers(body);
    if (!sent) return;
    auto const kept = checked(questions(), *sent);
    if (!kept) {
        INVARIANT(kept.error().pointer.starts_with("/answers"));
        return;
    }
    auto const json = R"({"answers":)" + answers_json(*kept, &questions()) + '}';
    auto const again = parse_answers(json);
    INVARIANT(again.has_value() && checked(questions(), *again) == *kept);
}

void read_code(std::string_view body) {
    if (auto const entry = parse_code_entry(body)) {
        INVARIANT(entry->code.size() <= 6 * std::size_t{4} && !entry->contact.text().empty());
    }
    if (auto const contact = parse_contact(body)) INVARIANT(!contact->text().empty());
}

}  // namespace
}  // namespace mpaspor::http

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor::http;
    std::string_view const body{reinterpret_cast<char const*>(data), size};
    read_identity(body);
    read_product(body);
    read_section(body);
    read_code(body);
    return 0;
}
