#pragma once
/// Readers of single values. Each returns nothing exactly when it has added a fault.

#include "base/error.hpp"
#include "base/types.hpp"
#include "json/faults.hpp"
#include "json/value.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace mpaspor::json {

/// Selects a reader: a value of it stands for the type to be read.
template <typename T>
struct As {};

/// What a field allows. Each of them applies to one kind of value only.
struct Bounds {
    std::int64_t min = std::numeric_limits<std::int64_t>::min();
    std::int64_t max = std::numeric_limits<std::int64_t>::max();
    std::size_t text_max = 0;   ///< Characters (code points).
    std::size_t items_max = 0;  ///< Elements of a list.
    std::size_t names_max = 0;  ///< Members of an object whose names are data.
};

/// A row of an enum's table of names.
template <typename Enum>
struct Name {
    std::string_view name;
    Enum value;
};
template <typename Enum>
Name(char const*, Enum) -> Name<Enum>;

/// Longest text that is offered to a checked constructor, in characters: a contact's 254 (RFC 5321)
/// is the longest of them.
constexpr std::size_t kParsedTextMax = 254;

/// Text that people can see: clean UTF-8 (base/utf8.hpp) without control characters other than \n
/// and \t.
bool is_plain_text(std::string_view text);

/// Faults: wrong_type, malformed_text, too_long.
std::optional<std::string_view> read_text(Value value, Faults& faults, std::size_t characters_max);
/// Faults: wrong_type, out_of_range (also for a fraction or an exponent).
std::optional<std::int64_t> read_integer(Value value, Faults& faults, std::int64_t min,
                                         std::int64_t max);
std::optional<bool> read(As<bool>, Value value, Faults& faults);
/// "2026-09-14". Faults: wrong_type, malformed_date (also one that does not exist, or of
/// another time than base/text.hpp reads).
std::optional<LocalDate> read(As<LocalDate>, Value value, Faults& faults);

/// A row's id: positive. Faults: wrong_type, out_of_range.
template <typename Tag>
std::optional<Id<Tag>> read(As<Id<Tag>>, Value value, Faults& faults) {
    auto const number = read_integer(value, faults, 1, std::numeric_limits<std::int64_t>::max());
    return number.transform([](std::int64_t n) { return Id<Tag>{n}; });
}

/// An enum. Faults: wrong_type, unknown_value.
template <typename Enum>
    requires requires { names(As<Enum>{}); }
std::optional<Enum> read(As<Enum> as, Value value, Faults& faults) {
    auto const text = read_text(value, faults, kParsedTextMax);
    if (!text) return std::nullopt;
    for (auto const& [name, meaning] : names(as)) {
        if (name == *text) return meaning;
    }
    faults.add(Code::unknown_value);
    return std::nullopt;
}

/// What is made from text by a checked constructor. Faults: wrong_type, malformed_text, too_long,
/// and the constructor's.
template <typename T>
    requires requires(std::string_view text) {
        { T::parse(text) } -> std::same_as<Result<T>>;
    }
std::optional<T> read(As<T>, Value value, Faults& faults) {
    auto const text = read_text(value, faults, kParsedTextMax);
    if (!text) return std::nullopt;
    Result<T> made = T::parse(*text);
    if (made) return *std::move(made);
    faults.add(std::move(made).error());
    return std::nullopt;
}

}  // namespace mpaspor::json
