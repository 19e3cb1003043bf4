#include "json/read.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <utility>

namespace mpaspor::json {
namespace {

/// A control character other than \n and \t: of ASCII, or U+0080 to U+009F, whose second byte is
/// below 0xA0. `text` is well-formed UTF-8.
bool has_control(std::string_view text) {
    unsigned char before = 0;
    return std::ranges::any_of(text, [&](char c) {
        auto const byte = static_cast<unsigned char>(c);
        auto const lead = std::exchange(before, byte);
        return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F ||
               (lead == 0xC2 && byte < 0xA0);
    });
}

/// Code points of well-formed UTF-8: every byte that does not continue another.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::optional<std::string_view> of_text(Value value, Faults& faults) {
    if (value.kind() == Kind::text) return value.text();
    faults.add(Code::wrong_type, {{"expected", "text"}});
    return std::nullopt;
}

}  // namespace

bool is_plain_text(std::string_view text) {
    return is_clean_utf8(text) && !has_control(text);
}

std::optional<std::string_view> read_text(Value value, Faults& faults, std::size_t characters_max) {
    auto const text = of_text(value, faults);
    if (!text) return std::nullopt;
    if (!is_plain_text(*text)) {
        faults.add(Code::malformed_text);
        return std::nullopt;
    }
    if (characters(*text) > characters_max) {
        faults.add(Code::too_long, {{"max", std::to_string(characters_max)}});
        return std::nullopt;
    }
    return text;
}

std::optional<std::int64_t> read_integer(Value value, Faults& faults, std::int64_t min,
                                         std::int64_t max) {
    Kind const kind = value.kind();
    if (kind == Kind::integer && value.integer() >= min && value.integer() <= max) {
        return value.integer();
    }
    if (kind == Kind::integer || kind == Kind::other_number) {
        faults.add(Code::out_of_range,
                   {{"min", std::to_string(min)}, {"max", std::to_string(max)}});
    } else {
        faults.add(Code::wrong_type, {{"expected", "integer"}});
    }
    return std::nullopt;
}

std::optional<bool> read(As<bool>, Value value, Faults& faults) {
    if (value.kind() == Kind::boolean) return value.boolean();
    faults.add(Code::wrong_type, {{"expected", "boolean"}});
    return std::nullopt;
}

std::optional<LocalDate> read(As<LocalDate>, Value value, Faults& faults) {
    auto const text = of_text(value, faults);
    if (!text) return std::nullopt;
    auto const found = date_from_text(*text);
    if (found) return *found;
    faults.add(found.error().code);
    return std::nullopt;
}

}  // namespace mpaspor::json
