#pragma once
/// Who works at an office, and as what (domain.md 4.2).

#include "base/error.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace mpaspor::office {

/// What an officer may be.
enum class Role : std::uint8_t {
    office_head,
    administration,
    section_head_traffic,
    subsection_head,
    front_desk,
    officer_executive,
    officer_supervisor,
    adjudicator,
    treasurer,
    print_operator,
    handover,
    enforcement,
    technology,
    kanwil_division_head,
    national,
};
/// The same words in SQL and JSON, in the order of the enum.
inline constexpr auto kRoles = std::to_array<std::string_view>(
    {"OFFICE_HEAD", "TU", "SECTION_HEAD_TRAFFIC", "SUBSECTION_HEAD", "FRONT_DESK",
     "OFFICER_EXECUTIVE", "OFFICER_SUPERVISOR", "ADJUDICATOR", "TREASURER", "PRINT_OPERATOR",
     "HANDOVER", "ENFORCEMENT", "TIKKIM", "KANWIL_DIVISION_HEAD", "NATIONAL"});
static_assert(kRoles.size() == std::to_underlying(Role::national) + std::size_t{1});

constexpr std::string_view to_text(Role role) {
    return kRoles[std::to_underlying(role)];
}
/// Errors: unknown_value.
Result<Role> role_from_text(std::string_view text);

/// The operator who is no officer. Nobody else is called so.
inline constexpr std::string_view kRoot = "root";

/// Two to 32 of a-z, 0-9, '_' and '.', a letter first. Errors: malformed_name (also "root").
Result<void> check_login(std::string_view login);
/// Errors: unknown_value.
Result<void> check_role(std::string_view role);

/// Where an officer sits, as the station names itself: one to 32 letters, digits, blanks, '-', '_'
/// and '.', no blank at an end. Errors: malformed_name.
Result<void> check_station(std::string_view station);

inline constexpr std::size_t kPasswordMin = 12;  ///< Characters.
inline constexpr std::size_t kPasswordMax = 128;
/// A password that an officer chooses. Errors: out_of_range (its length), password_guessed (it is
/// the one there was, holds the login, is one character over and over, or is in every list).
Result<void> check_new_password(std::string_view password, std::string_view current,
                                std::string_view login);

}  // namespace mpaspor::office
