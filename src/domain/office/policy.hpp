#pragma once
/// Which officer may do what, and for whose cases (trust.md rule 14, domain.md 4.2): the one table.
/// http asks it about a route, a use case about a case; statements repeat what it says of offices.

#include "base/error.hpp"
#include "domain/office/officer.hpp"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

namespace mpaspor::office {

/// What a route or a use case of officers is for.
enum class Action : std::uint8_t {
    none,         ///< Of routes that are not for officers.
    own_account,  ///< One's own sessions and password.
    read_claims,  ///< Of a NIK that a stranger holds (D8), with their evidence.
    decide_claims,
    read_recoveries,  ///< Of accounts whose contacts are lost.
    decide_recoveries,
    shorten_recoveries,  ///< Before the old contacts have had their time to object.
    read_quota,          ///< Rules of quota, and how a day's places come about (9.3).
    draft_quota,         ///< Of one's own office; of the country a multiplier (002-01).
    decide_quota,        ///< What somebody else has drafted.
};
inline constexpr auto kActions = std::to_array<std::string_view>(
    {"none", "own_account", "read_claims", "decide_claims", "read_recoveries", "decide_recoveries",
     "shorten_recoveries", "read_quota", "draft_quota", "decide_quota"});
static_assert(kActions.size() == std::to_underlying(Action::decide_quota) + std::size_t{1});
constexpr std::string_view to_text(Action action) {
    return kActions[std::to_underlying(action)];
}

/// Whose cases: a region is that of the officer's office (Kanwil).
enum class Scope : std::uint8_t { own_office, own_region, national };

/// A set of roles.
class Roles {
public:
    constexpr Roles(std::initializer_list<Role> roles) {
        for (Role const role : roles) bits_ |= bit(role);
    }
    /// Every role there is.
    static constexpr Roles all() {
        Roles roles{};
        roles.bits_ = (std::uint32_t{1} << kRoles.size()) - 1;
        return roles;
    }
    constexpr bool contains(Role role) const { return (bits_ & bit(role)) != 0; }
    constexpr bool meets(Roles other) const { return (bits_ & other.bits_) != 0; }
    constexpr bool empty() const { return bits_ == 0; }

private:
    static constexpr std::uint32_t bit(Role role) {
        return std::uint32_t{1} << std::to_underlying(role);
    }
    std::uint32_t bits_ = 0;
};

struct Permission {
    Action action;
    Roles roles;
    Scope scope;
};

// clang-format off
inline constexpr auto kPolicy = std::to_array<Permission>({
    {Action::own_account,        Roles::all(), Scope::own_office},
    // The head of the office answers for it, the head of traffic for the passport service.
    {Action::read_claims,        {Role::office_head, Role::section_head_traffic, Role::subsection_head,
                                  Role::officer_supervisor, Role::enforcement}, Scope::own_office},
    {Action::read_claims,        {Role::kanwil_division_head}, Scope::own_region},
    {Action::read_claims,        {Role::national}, Scope::national},
    {Action::decide_claims,      {Role::office_head, Role::section_head_traffic}, Scope::own_office},
    // The desk sees the person and the card; who supervises the desks decides.
    {Action::read_recoveries,    {Role::office_head, Role::section_head_traffic, Role::subsection_head,
                                  Role::front_desk}, Scope::own_office},
    {Action::read_recoveries,    {Role::kanwil_division_head}, Scope::own_region},
    {Action::read_recoveries,    {Role::national}, Scope::national},
    {Action::decide_recoveries,  {Role::office_head, Role::section_head_traffic, Role::subsection_head},
                                 Scope::own_office},
    {Action::shorten_recoveries, {Role::office_head, Role::section_head_traffic}, Scope::own_office},
    // 002-01, 002-04: the head of an office drafts, the division head of its Kanwil decides; what
    // holds for the whole country is the directorate's.
    {Action::read_quota,         {Role::office_head, Role::section_head_traffic, Role::subsection_head},
                                 Scope::own_office},
    {Action::read_quota,         {Role::kanwil_division_head}, Scope::own_region},
    {Action::read_quota,         {Role::national}, Scope::national},
    {Action::draft_quota,        {Role::office_head}, Scope::own_office},
    {Action::draft_quota,        {Role::national}, Scope::national},
    {Action::decide_quota,       {Role::kanwil_division_head}, Scope::own_region},
    {Action::decide_quota,       {Role::national}, Scope::national},
});
// clang-format on

consteval bool one_scope_each() {
    for (std::size_t i = 0; i < kPolicy.size(); ++i) {
        if (kPolicy[i].action == Action::none || kPolicy[i].roles.empty()) return false;
        for (std::size_t j = i + 1; j < kPolicy.size(); ++j) {
            if (kPolicy[i].action == kPolicy[j].action && kPolicy[i].roles.meets(kPolicy[j].roles))
                return false;
        }
    }
    return true;
}
static_assert(one_scope_each(), "a role has one scope for an action");

consteval bool every_action_is_somebodys() {
    for (std::size_t action = 1; action < kActions.size(); ++action) {
        bool found = false;
        for (Permission const& row : kPolicy) {
            found = found || std::to_underlying(row.action) == action;
        }
        if (!found) return false;
    }
    return true;
}
static_assert(every_action_is_somebodys());

/// For whose cases a role may do this; nothing when it may not at all. Every decision about access
/// of officers is made here.
std::optional<Scope> scope_of(Action action, Role role);

}  // namespace mpaspor::office
