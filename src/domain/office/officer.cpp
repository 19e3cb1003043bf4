#include "domain/office/officer.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

namespace mpaspor::office {
namespace {

constexpr std::size_t kLoginMin = 2;
constexpr std::size_t kLoginMax = 32;
constexpr std::size_t kStationMax = 32;

/// Parts of passwords that are tried first, in lower case; together with digits or signs they are
/// no better.
constexpr auto kGuessed = std::to_array<std::string_view>(
    {"password", "katasandi", "rahasia", "imigrasi", "paspor", "mpaspor", "indonesia", "jakarta",
     "qwerty", "asdfgh", "abcdef", "admin", "welcome", "selamat", "bismillah", "123456", "654321",
     "112233"});
/// What has to be left of a password when such a part is taken out.
constexpr std::size_t kBesideGuessed = 10;

bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Code points of clean UTF-8.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

bool is_guessed_first(std::string_view password, std::string_view login) {
    std::string text{password};
    std::ranges::transform(text, text.begin(), lower);
    if (text.contains(login)) return true;
    bool const one_over_and_over =
        std::ranges::all_of(text, [&](char c) { return c == text.front(); });
    return one_over_and_over || std::ranges::any_of(kGuessed, [&](std::string_view part) {
               return text.contains(part) && text.size() - part.size() < kBesideGuessed;
           });
}

}  // namespace

Result<Role> role_from_text(std::string_view text) {
    auto const* const found = std::ranges::find(kRoles, text);
    if (found == kRoles.end()) return fail(Code::unknown_value, "role");
    return static_cast<Role>(found - kRoles.begin());
}

Result<void> check_login(std::string_view login) {
    bool const fits = login.size() >= kLoginMin && login.size() <= kLoginMax;
    bool const plain = std::ranges::all_of(
        login, [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '.'; });
    if (fits && plain && is_letter(login.front()) && login != kRoot) return {};
    return fail(Code::malformed_name, "login");
}

Result<void> check_role(std::string_view role) {
    TRY(role_from_text(role));
    return {};
}

Result<void> check_station(std::string_view station) {
    bool const fits = !station.empty() && station.size() <= kStationMax && station.front() != ' ' &&
                      station.back() != ' ';
    bool const plain = std::ranges::all_of(station, [](char c) {
        return is_letter(lower(c)) || is_digit(c) || std::string_view{" -_."}.contains(c);
    });
    if (fits && plain) return {};
    return fail(Code::malformed_name, "station");
}

Result<void> check_new_password(std::string_view password, std::string_view current,
                                std::string_view login) {
    auto const length = characters(password);
    if (length < kPasswordMin || length > kPasswordMax) {
        return std::unexpected(Error{.code = Code::out_of_range,
                                     .params = {{"min", std::to_string(kPasswordMin)},
                                                {"max", std::to_string(kPasswordMax)}}});
    }
    if (password == current || is_guessed_first(password, login)) {
        return fail(Code::password_guessed);
    }
    return {};
}

}  // namespace mpaspor::office
