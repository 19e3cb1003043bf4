#include "domain/form/values.hpp"

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "domain/identity/contact.hpp"
#include "domain/identity/nik.hpp"

#include <algorithm>
#include <utility>

namespace mpaspor::form {
namespace {

using std::string_view;

constexpr string_view kCountries =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ "
    "BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR "
    "CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR "
    "GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU "
    "ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ "
    "LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ "
    "MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF "
    "PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI "
    "SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR "
    "TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW ";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool all_digits(string_view text) {
    return std::ranges::all_of(text, is_digit);
}
bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

std::string in_capitals(string_view text) {
    std::string capitals{text};
    for (char& c : capitals) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return capitals;
}

/// The code point at the front of well-formed UTF-8, taken off.
char32_t take_point(string_view& text) {
    auto const lead = static_cast<unsigned char>(text.front());
    std::size_t const bytes = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    char32_t point = bytes == 1 ? lead : lead & (0xffU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        point = (point << 6U) | (static_cast<unsigned char>(text[i]) & 0x3fU);
    }
    text.remove_prefix(bytes);
    return point;
}

/// Characters that are not seen, or turn the order of those that are: nobody types them on purpose,
/// and two texts that look alike would differ.
bool is_hidden(char32_t point) {
    return point < 0x20 || (point >= 0x7f && point < 0xa0) || point == 0xad ||
           (point >= 0x200b && point <= 0x200f) || (point >= 0x2028 && point <= 0x202e) ||
           (point >= 0x2060 && point <= 0x206f) || point == 0xfeff ||
           (point >= 0xfff0 && point <= 0xffff) || point >= 0xe0000;
}

/// Letters of any script, and the signs that names have (3.6).
bool is_of_names(char32_t point) {
    if (point < 0x80) {
        auto const c = static_cast<char>(point);
        return (c >= 'a' && c <= 'z') || is_capital(c) || string_view{" '.,-/()"}.contains(c);
    }
    return point >= 0xc0 && point != 0xd7 && point != 0xf7 &&
           (point < 0x2000 || point > 0x2bff || point == 0x2019);
}

bool is_letter_of_names(char32_t point) {
    return is_of_names(point) && point != 0x2019 &&
           (point >= 0x80 || !string_view{" '.,-/()"}.contains(static_cast<char>(point)));
}

Result<std::size_t> plain_characters(string_view text) {
    if (!is_clean_utf8(text)) return fail(Code::malformed_text);
    std::size_t count = 0;
    for (; !text.empty(); ++count) {
        if (is_hidden(take_point(text))) return fail(Code::malformed_text);
    }
    return count;
}

Result<std::string> text_value(string_view text, std::size_t length_max) {
    auto const length = TRY(plain_characters(text));
    if (length > length_max) {
        return refuse(Code::too_long, "", {{"max", std::to_string(length_max)}});
    }
    return std::string{text};
}

Result<std::string> name_value(string_view text, std::size_t length_max) {
    auto value = TRY(text_value(text, length_max));
    bool letter = false;
    while (!text.empty()) {
        auto const point = take_point(text);
        if (!is_of_names(point)) return fail(Code::malformed_name);
        letter = letter || is_letter_of_names(point);
    }
    if (!letter) return fail(Code::malformed_name);
    return value;
}

/// Exactly so many digits.
Result<std::string> digits_value(string_view text, std::size_t count) {
    if (text.size() == count && all_digits(text)) return std::string{text};
    return refuse(Code::out_of_range, "",
                  {{"min", std::string(count, '0')}, {"max", std::string(count, '9')}});
}

/// Without leading zeros.
Result<std::string> number_value(string_view text, std::size_t digits_max) {
    auto const first = text.find_first_not_of('0');
    auto const number = first == string_view::npos ? string_view{} : text.substr(first);
    if (!number.empty() && number.size() <= digits_max && all_digits(number)) {
        return std::string{number};
    }
    return refuse(Code::out_of_range, "", {{"min", "1"}, {"max", std::string(digits_max, '9')}});
}

/// +62 for numbers as they are written within Indonesia; E.164 for the others.
Result<std::string> phone_value(string_view text) {
    constexpr std::size_t kDigitsMin = 8, kDigitsMax = 15;
    std::string number;
    for (char const c : text) {
        if (is_digit(c) || (c == '+' && number.empty())) {
            number += c;
        } else if (!string_view{" -.()"}.contains(c)) {
            return fail(Code::malformed_contact);
        }
    }
    if (number.starts_with("62")) number.insert(0, 1, '+');
    if (number.starts_with('0')) number.replace(0, 1, "+62");
    bool const fits = number.starts_with('+') && number.size() > kDigitsMin &&
                      number.size() <= kDigitsMax + 1 && number[1] != '0';
    if (!fits) return fail(Code::malformed_contact);
    return number;
}

Result<std::string> email_value(string_view text) {
    auto const contact = TRY(identity::Contact::parse(text));
    if (contact.kind() != identity::Contact::Kind::email) return fail(Code::malformed_contact);
    return contact.text();
}

Result<std::string> nik_value(string_view text) {
    auto const nik = TRY(identity::Nik::parse(text));
    return std::string{nik.text()};
}

Result<std::string> passport_value(string_view text) {
    constexpr std::size_t kMin = 7, kMax = 9;
    auto number = in_capitals(text);
    bool const fits =
        number.size() >= kMin && number.size() <= kMax &&
        std::ranges::all_of(number, [](char c) { return is_digit(c) || is_capital(c); });
    if (!fits) return fail(Code::malformed_text);
    return number;
}

Result<std::string> country_value(string_view text) {
    auto code = in_capitals(text);
    if (!is_country(code)) return fail(Code::unknown_value);
    return code;
}

Result<std::string> choice_value(Field const& field, string_view text) {
    if (std::ranges::find(field.options, text) == field.options.end()) {
        return fail(Code::unknown_value);
    }
    return std::string{text};
}

/// Joined again in the order of the form, each once.
Result<std::string> choices_value(Field const& field, string_view text) {
    std::vector<bool> chosen(field.options.size());
    while (!text.empty()) {
        auto const end = std::min(text.find(' '), text.size());
        auto const option = std::ranges::find(field.options, text.substr(0, end));
        if (end > 0) {
            if (option == field.options.end()) return fail(Code::unknown_value);
            chosen[static_cast<std::size_t>(option - field.options.begin())] = true;
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    std::string joined;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (!chosen[i]) continue;
        if (!joined.empty()) joined += ' ';
        joined += field.options[i];
    }
    return joined;
}

}  // namespace

Result<std::string> read_value(Field const& field, string_view text) {
    switch (field.kind) {
        case FieldKind::choice: return choice_value(field, text);
        case FieldKind::choices: return choices_value(field, text);
        case FieldKind::yes_no:
            if (text != "yes" && text != "no") return fail(Code::unknown_value);
            return std::string{text};
        case FieldKind::name: return name_value(text, field.length_max);
        case FieldKind::text: return text_value(text, field.length_max);
        case FieldKind::digits: return digits_value(text, field.length_max);
        case FieldKind::number: return number_value(text, field.length_max);
        case FieldKind::date: {
            auto const date = TRY(date_from_text(text));
            return date_text(date);
        }
        case FieldKind::phone: return phone_value(text);
        case FieldKind::email: return email_value(text);
        case FieldKind::nik: return nik_value(text);
        case FieldKind::passport: return passport_value(text);
        case FieldKind::country: return country_value(text);
    }
    std::unreachable();
}

bool is_country(string_view text) {
    bool const shaped = text.size() == 2 && is_capital(text[0]) && is_capital(text[1]);
    return shaped && kCountries.contains(text);
}

}  // namespace mpaspor::form
