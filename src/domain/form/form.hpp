#pragma once
/// The electronic Perdim (002-S2, 002-S4, 2.13): sections and fields as data, versioned by date.

#include "base/error.hpp"
#include "base/types.hpp"
#include "domain/form/condition.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::form {

/// What was answered in one section, by field. A multiple choice is its options joined by spaces,
/// in the order of the form. No field stands there empty.
using Answers = std::map<std::string, std::string, std::less<>>;
/// By section.
using AllAnswers = std::map<std::string, Answers, std::less<>>;

enum class FieldKind : std::uint8_t {
    choice,   ///< One of `options`.
    choices,  ///< Any of `options`.
    yes_no,   ///< "yes" or "no".
    name,     ///< Of a person: letters, spaces and the signs names have (3.6).
    text,     ///< Words of any kind.
    digits,   ///< Exactly `length_max` digits.
    date,     ///< YYYY-MM-DD.
    phone,    ///< Syntax of E.164, or Indonesian as people write it.
    email,
    nik,       ///< Of another person, such as a parent: the hard checks of 3.1.
    passport,  ///< A passport number, 7 to 9 of A-Z and 0-9 (3.7).
    country,   ///< ISO 3166-1, two letters.
    number,    ///< A whole number from 1, of at most `length_max` digits.
};
inline constexpr std::array<std::string_view, 13> kFieldKinds{
    "choice", "choices", "yes_no", "name",     "text",    "digits", "date",
    "phone",  "email",   "nik",    "passport", "country", "number"};
constexpr std::string_view to_text(FieldKind kind) {
    return kFieldKinds[static_cast<std::size_t>(kind)];
}
/// Errors: unknown_value.
Result<FieldKind> field_kind_from_text(std::string_view text);

struct Field {
    std::string id;  ///< Unique in the whole form: conditions name it.
    FieldKind kind = FieldKind::text;
    bool required = true;  ///< When it is asked.
    Condition asked = {};
    std::vector<std::string> options = {};  ///< Of choice and choices.
    std::size_t length_max = 0;             ///< Characters; the digits of `digits`.
    std::string rule = {};                  ///< Where the question comes from.
};

struct Section {
    std::string id;
    int stage = 2;  ///< 2 (questionnaire) or 4 (additional data).
    Condition asked = {};
    std::vector<Field> fields = {};
};

/// One version, in force from `from` on until the next one begins. A draft follows the version in
/// force, so a new version may ask more of it; an application that was submitted is left alone.
struct Form {
    LocalDate from = {};
    std::vector<Section> sections = {};

    Section const* section(std::string_view id) const;  ///< Null when there is none.
};

/// Whether answers of this kind become facts: choices among a few, and dates.
constexpr bool gives_facts(FieldKind kind) {
    return kind == FieldKind::choice || kind == FieldKind::choices || kind == FieldKind::yes_no ||
           kind == FieldKind::date;
}

/// What may stand in an id, and in an option: a-z, 0-9 and '_', a letter first, at most kIdMax.
bool is_id(std::string_view text);
inline constexpr std::size_t kIdMax = 64;
inline constexpr std::size_t kLengthMax = 500;  ///< Characters of the longest answer.

/// That ids are unique, options and lengths are there where a kind needs them, and every condition
/// asks for a fact that exists: a field of this form that gives facts and stands before it, held
/// against a value it can have, or one of `given`, whose values others judge.
/// Errors: unknown_value (detail says what).
Result<void> check_form(Form const& form, std::vector<std::string> const& given);

}  // namespace mpaspor::form
