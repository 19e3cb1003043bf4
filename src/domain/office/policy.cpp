#include "domain/office/policy.hpp"

namespace mpaspor::office {

std::optional<Scope> scope_of(Action action, Role role) {
    for (Permission const& row : kPolicy) {
        if (row.action == action && row.roles.contains(role)) return row.scope;
    }
    return std::nullopt;
}

}  // namespace mpaspor::office
