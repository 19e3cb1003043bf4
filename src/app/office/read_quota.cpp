#include "app/office/read_quota.hpp"

#include "app/office/quota_reach.hpp"

#include <algorithm>
#include <utility>

namespace mpaspor::app {
namespace {

using office::Action;

/// More than a rule can have: it is proposed and decided.
constexpr int kChangesMax = 100;

}  // namespace

Result<QuotaRulePage> list_quota_rules(sql::Transaction& tx, Context const& context,
                                       store::QuotaRuleState state, std::int64_t after) {
    auto const reach = TRY(quota_reach(tx, context, Action::read_quota));
    auto rules = TRY(store::quota_rules_in_reach(
        tx, {.state = state, .office = reach.office, .region = reach.region, .after = after},
        kQuotaRulesPerPage + 1));
    bool const more = rules.size() > static_cast<std::size_t>(kQuotaRulesPerPage);
    if (more) rules.pop_back();
    auto named = TRY(with_logins(tx, std::move(rules)));
    return QuotaRulePage{std::move(named), more};
}

Result<QuotaHistory> read_quota_history(sql::Transaction& tx, Context const& context,
                                        std::int64_t rule) {
    auto stored = TRY(rule_in_reach(tx, context, Action::read_quota, rule));
    auto named = TRY(with_login(tx, std::move(stored)));
    auto changes = TRY(store::audit_of(tx, "quota_rule", rule, kChangesMax));
    for (auto& change : changes) {
        auto login = TRY(login_of(tx, change.actor));
        change.actor = std::move(login);
    }
    return QuotaHistory{std::move(named), std::move(changes)};
}

Result<ExplainedDay> explain_day_to(sql::Transaction& tx, Context const& context,
                                    ServicePointId point, LocalDate date) {
    auto const reach = TRY(quota_reach(tx, context, Action::read_quota));
    TRY(point_in_reach(tx, reach, point));
    auto pools = TRY(read_day(tx, point, date));
    auto stored = TRY(store::quota_rules_of(tx, point));
    std::erase_if(stored, [&](store::StoredQuotaRule const& s) {
        return std::ranges::none_of(pools, [&](PoolDay const& pool) {
            return std::ranges::any_of(pool.quota.parts, [&](booking::QuotaPart const& part) {
                return part.rule == s.rule.id;
            });
        });
    });
    auto named = TRY(with_logins(tx, std::move(stored)));
    ExplainedDay day{std::move(pools), {}};
    for (auto& rule : named) day.rules.emplace(rule.rule.id, std::move(rule));
    return day;
}

}  // namespace mpaspor::app
