#include "domain/office/officer.hpp"

#include <algorithm>
#include <cstddef>

namespace mpaspor::office {
namespace {

constexpr std::size_t kLoginMin = 2;
constexpr std::size_t kLoginMax = 32;

bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}

}  // namespace

Result<void> check_login(std::string_view login) {
    bool const fits = login.size() >= kLoginMin && login.size() <= kLoginMax;
    bool const plain = std::ranges::all_of(login, [](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
    if (fits && plain && is_letter(login.front()) && login != kRoot) return {};
    return fail(Code::malformed_name, "login");
}

Result<void> check_role(std::string_view role) {
    if (std::ranges::find(kRoles, role) != kRoles.end()) return {};
    return fail(Code::unknown_value, "role");
}

}  // namespace mpaspor::office
