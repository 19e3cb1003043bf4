#pragma once
/// Rules of quota and what they make of a day, as officers see them (002-01, 9.3). Queries.

#include "app/context.hpp"
#include "app/office/read_day.hpp"
#include "sql/connection.hpp"
#include "store/audit.hpp"
#include "store/quota.hpp"

#include <map>
#include <vector>

namespace mpaspor::app {

inline constexpr int kQuotaRulesPerPage = 20;

struct QuotaRulePage {
    std::vector<store::StoredQuotaRule> rules;  ///< With logins in place of numbers.
    bool more = false;
};
/// Those in a state that the actor may see, the national ones among them, oldest first, behind the
/// rule `after`. Errors: forbidden.
Result<QuotaRulePage> list_quota_rules(sql::Transaction& tx, Context const& context,
                                       store::QuotaRuleState state, std::int64_t after);

struct QuotaHistory {
    store::StoredQuotaRule stored;
    std::vector<store::AuditRow> changes;  ///< Oldest first; the actor is a login.
};
/// Errors: forbidden, request_not_found (also out of reach).
Result<QuotaHistory> read_quota_history(sql::Transaction& tx, Context const& context,
                                        std::int64_t rule);

struct ExplainedDay {
    std::vector<PoolDay> pools;
    std::map<std::int64_t, store::StoredQuotaRule> rules;  ///< Those that the day rests on.
};
/// Errors: forbidden, office_not_found (also out of reach), holidays_unknown.
Result<ExplainedDay> explain_day_to(sql::Transaction& tx, Context const& context,
                                    ServicePointId point, LocalDate date);

}  // namespace mpaspor::app
