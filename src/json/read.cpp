#include "json/read.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace mpaspor::json {
namespace {

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
}

/// Code points of well-formed UTF-8: every byte that does not continue another.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::optional<unsigned> digits(std::string_view text) {
    if (!std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) {
        return std::nullopt;
    }
    unsigned number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::optional<LocalDate> date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    auto const year = digits(text.substr(0, 4));
    auto const month = digits(text.substr(5, 2));
    auto const day = digits(text.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    std::chrono::year_month_day const found{std::chrono::year{static_cast<int>(*year)},
                                            std::chrono::month{*month}, std::chrono::day{*day}};
    if (!found.ok()) return std::nullopt;
    return LocalDate{found};
}

std::optional<std::string_view> of_text(Value value, Faults& faults) {
    if (value.kind() == Kind::text) return value.text();
    faults.add(Code::wrong_type, {{"expected", "text"}});
    return std::nullopt;
}

}  // namespace

bool is_plain_text(std::string_view text) {
    return is_clean_utf8(text) && std::ranges::none_of(text, is_control);
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
    auto const found = date(*text);
    if (!found) faults.add(Code::malformed_date);
    return found;
}

}  // namespace mpaspor::json
