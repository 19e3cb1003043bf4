#pragma once
/// Whose rules of quota an actor may read, draft and decide (002-01).

#include "app/context.hpp"
#include "app/office/permitted.hpp"
#include "domain/office/policy.hpp"
#include "sql/connection.hpp"
#include "store/quota.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::app {

/// As permitted(); whoever acts on the operator's socket reaches all. Errors: forbidden.
Result<Reach> quota_reach(sql::Transaction& tx, Context const& context, office::Action action);

/// Errors: office_not_found (also when the point is out of reach).
Result<void> point_in_reach(sql::Transaction& tx, Reach const& reach, ServicePointId point);

/// A rule for whose point the actor may do this. National rules anybody may read who may read any,
/// and none but the country's own officers do more with.
/// Errors: forbidden, request_not_found (also out of reach).
Result<store::StoredQuotaRule> rule_in_reach(sql::Transaction& tx, Context const& context,
                                             office::Action action, std::int64_t rule);

/// Whether `name` (as Actor::name()) is the one who acts now: an officer is the same person at a
/// desk and behind X-Operator.
bool same_person(std::string_view name, Actor const& actor);

/// The same rules with the logins of who proposed and decided them in place of their numbers.
Result<std::vector<store::StoredQuotaRule>> with_logins(sql::Transaction& tx,
                                                        std::vector<store::StoredQuotaRule> rules);
Result<store::StoredQuotaRule> with_login(sql::Transaction& tx, store::StoredQuotaRule stored);
/// The login of an officer; "root"; other names as they are.
Result<std::string> login_of(sql::Transaction& tx, std::string const& name);

}  // namespace mpaspor::app
