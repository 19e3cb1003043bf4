/// Whatever is answered to a question of any kind, it is refused, no answer, or kept in a form that
/// is bounded, clean and kept the same when it is answered again.

#include "base/invariant.hpp"
#include "base/utf8.hpp"
#include "domain/form/check.hpp"
#include "domain/form/values.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mpaspor::form {
namespace {

constexpr std::size_t kCharactersMax = 16;

Section question(FieldKind kind) {
    Field field{.id = "field", .kind = kind, .length_max = kCharactersMax};
    field.options = {"one", "two", "three"};
    Section section{.id = "section"};
    section.fields.push_back(std::move(field));
    return section;
}

void answer(FieldKind kind, std::string_view text) {
    auto const section = question(kind);
    auto const kept = check_section(section, {{"field", std::string{text}}});
    if (!kept) {
        INVARIANT(kept.error().pointer == "/answers/field" && kept.error().also.empty());
        return;
    }
    if (kept->empty()) return;
    auto const& value = kept->at("field");
    INVARIANT(is_clean_utf8(value) && !value.empty());
    INVARIANT(value.size() <= std::size_t{254} && value.find_first_of("\r\n\x7f") == value.npos);
    if (kind == FieldKind::text || kind == FieldKind::name) {
        INVARIANT(value.size() <= 4 * kCharactersMax);
    }
    if (kind == FieldKind::country) INVARIANT(is_country(value));
    INVARIANT(read_value(section.fields.front(), value).value() == value);
    INVARIANT(check_section(section, *kept).value() == *kept);
}

}  // namespace
}  // namespace mpaspor::form

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor::form;
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    for (auto const name : kFieldKinds) answer(field_kind_from_text(name).value(), text);
    return 0;
}
