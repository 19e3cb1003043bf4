/// A policy with a hole, for the negative control of tests/access: any officer may decide upon any
/// claim. Linked in front of the domain's own, it makes mpaspord_planted.
#include "domain/office/policy.hpp"

namespace mpaspor::office {

std::optional<Scope> scope_of(Action action, Role role) {
    if (action == Action::decide_claims) return Scope::national;
    for (Permission const& row : kPolicy) {
        if (row.action == action && row.roles.contains(role)) return row.scope;
    }
    return std::nullopt;
}

}  // namespace mpaspor::office
