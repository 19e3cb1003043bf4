#include "domain/identity/mrz.hpp"

#include "base/invariant.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace mpaspor::identity {
namespace {

using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::size_t kLine = 44, kName = 39, kOptional = 14, kNumber = 9, kState = 3;
constexpr char kFiller = '<';

/// Where the fields of the lower line begin.
constexpr std::size_t kNumberAt = 0, kNumberDigit = 9, kNationalityAt = 10, kBirthAt = 13,
                      kBirthDigit = 19, kSexAt = 20, kExpiryAt = 21, kExpiryDigit = 27,
                      kOptionalAt = 28, kOptionalDigit = 42, kCompositeDigit = 43;

bool is_letter(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// A field of `size`: fillers for spaces and for what is not there.
std::string field(std::string_view text, std::size_t size) {
    std::string written{text.substr(0, size)};
    std::ranges::replace(written, ' ', kFiller);
    written.resize(size, kFiller);
    return written;
}

std::string name_line(std::string_view issuer, MrzPerson const& person) {
    std::string name = person.primary;
    if (!person.secondary.empty()) name += "<<" + person.secondary;
    return "P<" + field(issuer, kState) + field(name, kName);
}

std::string six_digits(LocalDate date) {
    year_month_day const day{date};
    std::string text;
    for (unsigned const part : {static_cast<unsigned>(static_cast<int>(day.year())) % 100,
                                unsigned{day.month()}, unsigned{day.day()}}) {
        text += static_cast<char>('0' + part / 10);
        text += static_cast<char>('0' + part % 10);
    }
    return text;
}

char digit_of(std::string_view text) {
    return static_cast<char>('0' + check_digit(text));
}

/// What the last digit of the lower line covers: 1-10, 14-20 and 22-43, counted from 1.
std::string composite(std::string_view lower) {
    std::string covered{lower.substr(kNumberAt, kNationalityAt)};
    covered += lower.substr(kBirthAt, kSexAt - kBirthAt);
    covered += lower.substr(kExpiryAt, kCompositeDigit - kExpiryAt);
    return covered;
}

std::unexpected<Error> unreadable(std::string detail) {
    return fail(Code::malformed_text, std::move(detail));
}

std::string_view without_fillers(std::string_view text) {
    return text.substr(0, text.find_last_not_of(kFiller) + 1);
}

std::string with_spaces(std::string_view text) {
    std::string words{text};
    std::ranges::replace(words, kFiller, ' ');
    return words;
}

/// A country: letters, then fillers ("D<<").
Result<std::string> state(std::string_view text) {
    auto const letters = without_fillers(text);
    if (letters.empty() || !std::ranges::all_of(letters, is_letter)) return unreadable("state");
    return std::string{letters};
}

/// Primary and secondary identifier: words that one filler parts, two between the identifiers.
Result<std::array<std::string, 2>> names(std::string_view text) {
    auto const name = without_fillers(text);
    bool const shaped =
        !name.empty() && is_letter(name.front()) && std::ranges::none_of(name, is_digit);
    if (!shaped) return unreadable("name");
    auto const gap = name.find("<<");
    if (gap == std::string_view::npos) return std::array{with_spaces(name), std::string{}};
    auto const secondary = name.substr(gap + 2);
    if (secondary.front() == kFiller || secondary.contains("<<")) return unreadable("name");
    return std::array{with_spaces(name.substr(0, gap)), with_spaces(secondary)};
}

/// The dates that YYMMDD can mean, the latest first.
std::vector<LocalDate> dates(std::string_view text, LocalDate today) {
    if (!std::ranges::all_of(text, is_digit)) return {};
    auto const pair = [text](std::size_t at) {
        return static_cast<unsigned>(text[at] - '0') * 10 +
               static_cast<unsigned>(text[at + 1] - '0');
    };
    int const century = static_cast<int>(year_month_day{today}.year()) / 100 * 100;
    std::vector<LocalDate> possible;
    for (int const base : {century + 100, century, century - 100}) {
        auto const date = year{base + static_cast<int>(pair(0))} / static_cast<int>(pair(2)) /
                          static_cast<int>(pair(4));
        if (date.ok()) possible.emplace_back(date);
    }
    return possible;
}

Result<LocalDate> birth(std::string_view text, LocalDate today) {
    for (LocalDate const date : dates(text, today)) {
        if (date <= today) return date;
    }
    return unreadable("birth date");
}

Result<LocalDate> expiry(std::string_view text, LocalDate today) {
    constexpr std::chrono::years kNear{50};
    year_month_day const now{today};
    for (LocalDate const date : dates(text, today)) {
        year_month_day const day{date};
        if (day <= now + kNear && day > now - kNear) return date;
    }
    return unreadable("expiry date");
}

Result<std::optional<Sex>> sex(char sign) {
    switch (sign) {
        case 'M': return Sex::male;
        case 'F': return Sex::female;
        case kFiller: return std::nullopt;
        default: return unreadable("sex");
    }
}

/// A field that nobody uses may have a filler for its digit; one that has something may not, even
/// when its digit is 0.
Result<void> digits_fit(std::string_view lower) {
    auto const fits = [lower](std::size_t at, std::size_t digit) {
        return lower[digit] == digit_of(lower.substr(at, digit - at));
    };
    if (!fits(kNumberAt, kNumberDigit)) return unreadable("digit of the number");
    if (!fits(kBirthAt, kBirthDigit)) return unreadable("digit of the birth date");
    if (!fits(kExpiryAt, kExpiryDigit)) return unreadable("digit of the expiry date");
    bool const unused = without_fillers(lower.substr(kOptionalAt, kOptional)).empty();
    bool const filled = unused && lower[kOptionalDigit] == kFiller;
    if (!filled && !fits(kOptionalAt, kOptionalDigit)) return unreadable("digit of the option");
    if (lower[kCompositeDigit] != digit_of(composite(lower))) return unreadable("last digit");
    return {};
}

}  // namespace

std::array<std::string, 2> identifiers(std::string_view printed_name, PrimaryRule rule) {
    auto const space = rule == PrimaryRule::last_word    ? printed_name.rfind(' ')
                       : rule == PrimaryRule::first_word ? printed_name.find(' ')
                                                         : std::string_view::npos;
    if (space == std::string_view::npos) return {std::string{printed_name}, {}};
    std::string const before{printed_name.substr(0, space)}, after{printed_name.substr(space + 1)};
    if (rule == PrimaryRule::last_word) return {after, before};
    return {before, after};
}

std::string mrz_name_line(MrzPerson const& person) {
    return name_line(MrzDocument{}.issuer, person);
}

int check_digit(std::string_view text) {
    static constexpr std::array kWeights{7, 3, 1};
    int sum = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char const c = text[i];
        int const value = is_digit(c) ? c - '0' : is_letter(c) ? c - 'A' + 10 : 0;
        sum = (sum + value * kWeights[i % kWeights.size()]) % 10;
    }
    return sum;
}

Mrz mrz(MrzPerson const& person, MrzDocument const& document) {
    INVARIANT(document.number.size() <= kNumber && document.optional_data.size() <= kOptional);
    std::string lower = field(document.number, kNumber);
    lower += digit_of(lower);
    lower += field(person.nationality, kState);
    for (bool const of_birth : {true, false}) {
        auto const date = six_digits(of_birth ? person.birth_date : document.expiry);
        lower += date + digit_of(date);
        if (of_birth) lower += !person.sex ? kFiller : *person.sex == Sex::male ? 'M' : 'F';
    }
    auto const option = field(document.optional_data, kOptional);
    bool const filler = document.optional_data.empty() && !document.zero_for_empty_optional;
    lower += option;
    lower += filler ? kFiller : digit_of(option);
    lower += digit_of(composite(lower));
    return {name_line(document.issuer, person), lower};
}

Result<ReadMrz> read_mrz(std::string_view upper, std::string_view lower, LocalDate today) {
    if (upper.size() != kLine || lower.size() != kLine) return unreadable("not 44 characters");
    auto const belongs = [](char c) { return is_letter(c) || is_digit(c) || c == kFiller; };
    bool const signs = std::ranges::all_of(upper, belongs) && std::ranges::all_of(lower, belongs);
    if (!signs) return unreadable("characters");
    if (upper[0] != 'P' || is_digit(upper[1])) return unreadable("no passport");
    TRY(digits_fit(lower));
    auto const number = without_fillers(lower.substr(kNumberAt, kNumber));
    if (number.empty() || number.contains(kFiller)) return unreadable("number");

    auto [primary, secondary] = TRY(names(upper.substr(kLine - kName)));
    auto issuer = TRY(state(upper.substr(2, kState)));
    auto nationality = TRY(state(lower.substr(kNationalityAt, kState)));
    auto const born = TRY(birth(lower.substr(kBirthAt, kBirthDigit - kBirthAt), today));
    auto const expires = TRY(expiry(lower.substr(kExpiryAt, kExpiryDigit - kExpiryAt), today));
    auto const read_sex = TRY(sex(lower[kSexAt]));
    auto const option = without_fillers(lower.substr(kOptionalAt, kOptional));
    return ReadMrz{.primary = std::move(primary),
                   .secondary = std::move(secondary),
                   .number = std::string{number},
                   .issuer = std::move(issuer),
                   .nationality = std::move(nationality),
                   .optional_data = with_spaces(option),
                   .birth_date = born,
                   .expiry = expires,
                   .sex = read_sex};
}

}  // namespace mpaspor::identity
