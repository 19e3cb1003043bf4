#include "domain/application/old_passport.hpp"

#include "domain/identity/mrz.hpp"

#include <algorithm>
#include <span>

namespace mpaspor::application {
namespace {

constexpr std::size_t kColumns = 44;
constexpr std::size_t kNameFrom = 5;
constexpr std::size_t kNameColumns = kColumns - kNameFrom;
constexpr char kFiller = '<';
constexpr std::string_view kEndOfName = "<<<";
constexpr std::string_view kSeparator = "<<";

// Columns of the lower line (3.8), from 0.
constexpr std::size_t kNumberDigitsFrom = 1;
constexpr std::size_t kNumberCheck = 9;
constexpr std::size_t kNationality = 10;
constexpr std::size_t kBirth = 13;
constexpr std::size_t kSex = 20;
constexpr std::size_t kExpiry = 21;
constexpr std::size_t kOptional = 28;
constexpr std::size_t kOptionalCheck = 42;
constexpr std::size_t kComposite = 43;

/// Letters and digits that a machine takes for one another.
struct Twins {
    char letter, digit;
};
constexpr auto kTwins = std::to_array<Twins>({{'O', '0'},
                                              {'I', '1'},
                                              {'Z', '2'},
                                              {'S', '5'},
                                              {'G', '6'},
                                              {'B', '8'},
                                              {'Q', '0'},
                                              {'D', '0'},
                                              {'L', '1'}});
/// Of these both give the same check digit, since they are ten apart or twenty.
constexpr auto kUnchecked =
    std::to_array<std::pair<char, char>>({{'K', kFiller}, {'L', '1'}, {'S', '8'}, {'G', '6'}});

char as_digit(char seen) {
    auto const* const found = std::ranges::find(kTwins, seen, &Twins::letter);
    return found == kTwins.end() ? seen : found->digit;
}

char as_letter(char seen) {
    auto const* const found = std::ranges::find(kTwins, seen, &Twins::digit);
    return found == kTwins.end() ? seen : found->letter;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

void digits_in(std::string& line, std::size_t from, std::size_t to) {
    for (auto at = from; at < to; ++at) line[at] = as_digit(line[at]);
}

void letters_in(std::string& line, std::size_t from, std::size_t to) {
    for (auto at = from; at < to; ++at) line[at] = as_letter(line[at]);
}

/// Nothing stands behind three fillers, nor behind a second pair of them.
void end_name(std::string& name) {
    auto end = name.find(kEndOfName);
    auto const separator = name.find(kSeparator);
    if (separator < end) end = std::min(end, name.find(kSeparator, separator + kSeparator.size()));
    if (end < name.size())
        std::fill(name.begin() + static_cast<std::ptrdiff_t>(end), name.end(), kFiller);
}

std::string upper_line(std::string line) {
    letters_in(line, 1, kColumns);
    auto name = line.substr(kNameFrom);
    end_name(name);
    return line.substr(0, kNameFrom) + name;
}

std::string lower_line(std::string line) {
    digits_in(line, kNumberCheck, kNationality);
    letters_in(line, kNationality, kBirth);
    digits_in(line, kBirth, kSex);
    digits_in(line, kExpiry, kOptional);
    digits_in(line, kOptionalCheck, kColumns);
    return line;
}

/// The optional field holds nothing that is a digit: what stands in it are fillers misread.
bool seems_empty(std::string const& line) {
    auto const field = line.substr(kOptional, kOptionalCheck - kOptional);
    return std::ranges::count(field, kFiller) * 2 > std::ssize(field) &&
           std::ranges::none_of(field, is_digit);
}

/// As seen first, then with what else may have been confused.
std::vector<std::string> lower_lines(std::string const& seen) {
    auto const line = lower_line(seen);
    std::vector<std::string> tries{line};
    if (seems_empty(line)) {
        auto emptied = line;
        std::fill(emptied.begin() + kOptional, emptied.begin() + kComposite, kFiller);
        tries.push_back(std::move(emptied));
    }
    for (std::size_t i = 0, known = tries.size(); i < known; ++i) {
        auto digits = tries[i];
        digits_in(digits, kNumberDigitsFrom, kNumberCheck);
        tries.push_back(std::move(digits));
    }
    return tries;
}

bool alike(char one, char other) {
    if (one == other) return true;
    return std::ranges::any_of(kUnchecked, [&](auto const& pair) {
        return (pair.first == one && pair.second == other) ||
               (pair.first == other && pair.second == one);
    });
}

/// `text` on `columns` columns.
std::string filled(std::string_view text, std::size_t columns) {
    std::string field{text.substr(0, columns)};
    field.resize(columns, kFiller);
    return field;
}

bool same_number(std::string_view read, std::string_view answered) {
    return std::ranges::equal(filled(read, kNumberCheck), filled(answered, kNumberCheck), alike);
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        auto const end = std::min(text.find(' '), text.size());
        if (end > 0) words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

std::string joined(std::span<std::string_view const> words) {
    std::string text;
    for (auto const word : words) {
        if (!text.empty()) text += kFiller;
        text += word;
    }
    return text;
}

bool same_columns(std::string_view read, std::string const& expected) {
    auto const field = filled(expected, kNameColumns);
    int wrong = 0;
    for (std::size_t at = 0; at < kNameColumns; ++at) wrong += alike(read[at], field[at]) ? 0 : 1;
    return wrong <= 1;
}

/// Whichever words are the primary identifier: all of them, or those at one end.
bool same_name(std::string_view read, std::string_view printed) {
    auto const words = words_of(printed);
    std::span<std::string_view const> const all{words};
    if (same_columns(read, joined(all))) return true;
    for (std::size_t cut = 1; cut < words.size(); ++cut) {
        auto const front = joined(all.first(cut));
        auto const back = joined(all.subspan(cut));
        if (same_columns(read, back + std::string{kSeparator} + front)) return true;
        if (same_columns(read, front + std::string{kSeparator} + back)) return true;
    }
    return false;
}

}  // namespace

std::optional<OldPassport> read_old_passport(std::array<std::string, 2> const& lines,
                                             LocalDate today) {
    if (lines[0].size() != kColumns || lines[1].size() != kColumns) return std::nullopt;
    auto const upper = upper_line(lines[0]);
    for (auto const& lower : lower_lines(lines[1])) {
        auto const read = identity::read_mrz(upper, lower, today);
        if (!read) continue;
        return OldPassport{.name = upper.substr(kNameFrom),
                           .number = read->number,
                           .birth_date = read->birth_date,
                           .sex = read->sex,
                           .expiry = read->expiry};
    }
    return std::nullopt;
}

std::vector<OldPassportField> differences(OldPassport const& read,
                                          OldPassportAnswers const& answered) {
    using enum OldPassportField;
    std::vector<OldPassportField> different;
    auto const note = [&](OldPassportField field, bool same) {
        if (!same) different.push_back(field);
    };
    if (answered.number) note(number, same_number(read.number, *answered.number));
    if (answered.printed_name) note(full_name, same_name(read.name, *answered.printed_name));
    if (answered.birth_date) note(birth_date, read.birth_date == *answered.birth_date);
    if (answered.sex && read.sex) note(sex, read.sex == answered.sex);
    if (answered.expiry) note(expiry, read.expiry == *answered.expiry);
    return different;
}

}  // namespace mpaspor::application
