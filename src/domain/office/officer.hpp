#pragma once
/// Who works at an office, and as what (domain.md 4.2).

#include "base/error.hpp"

#include <array>
#include <string_view>

namespace mpaspor::office {

/// What an officer may be; the same words in SQL and JSON.
inline constexpr auto kRoles = std::to_array<std::string_view>(
    {"OFFICE_HEAD", "TU", "SECTION_HEAD_TRAFFIC", "SUBSECTION_HEAD", "FRONT_DESK",
     "OFFICER_EXECUTIVE", "OFFICER_SUPERVISOR", "ADJUDICATOR", "TREASURER", "PRINT_OPERATOR",
     "HANDOVER", "ENFORCEMENT", "TIKKIM", "KANWIL_DIVISION_HEAD", "NATIONAL"});

/// The operator who is no officer. Nobody else is called so.
inline constexpr std::string_view kRoot = "root";

/// Two to 32 of a-z, 0-9, '_' and '.', a letter first. Errors: malformed_name (also "root").
Result<void> check_login(std::string_view login);
/// Errors: unknown_value.
Result<void> check_role(std::string_view role);

}  // namespace mpaspor::office
