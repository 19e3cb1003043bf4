/// Rules of quota from their proposal to their end (002-01).

#include "app/office/change_quota.hpp"
#include "app/office/quota_reach.hpp"
#include "app/office/release_days.hpp"
#include "app/transition.hpp"
#include "store/offices.hpp"
#include "store/seats.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace mpaspor::app {
namespace {

using office::Action;
using store::QuotaRuleState;

Result<void> note_rule(sql::Transaction& tx, Context const& context,
                       store::StoredQuotaRule const& stored, std::string_view action,
                       std::string_view reason = {}) {
    auto result =
        std::string{booking::to_text(stored.rule.kind)} + ' ' + std::to_string(stored.rule.amount);
    if (!reason.empty()) result.append(": ").append(reason);
    return audit(tx, context,
                 {.kind = "quota_rule",
                  .subject = stored.rule.id,
                  .version = stored.version,
                  .action = action,
                  .rule = "002-01 9.3",
                  .result = std::move(result)});
}

/// 002-01: an office speaks for itself in places; percents of everybody's are the directorate's,
/// and are all that it sets. The operator keeps the books of both.
Result<void> may_draft(sql::Transaction& tx, Context const& context, ProposeQuota const& input) {
    auto const reach = TRY(quota_reach(tx, context, Action::draft_quota));
    bool const national = input.point.value == 0;
    if (!national) TRY(point_in_reach(tx, reach, input.point));
    if (context.actor.kind == ActorKind::operator_) return {};
    bool const directorate = reach.office == OfficeId{};
    bool const percents = input.rule.kind == booking::QuotaRuleKind::multiplier;
    if (directorate != national || directorate != percents) return fail(Code::forbidden);
    return {};
}

/// What the actor may decide, and has not drafted. Errors: as of approve_quota.
Result<store::StoredQuotaRule> to_decide(sql::Transaction& tx, Context const& context,
                                         std::int64_t rule) {
    auto stored = TRY(rule_in_reach(tx, context, Action::decide_quota, rule));
    bool const office_rule = stored.point.value != 0;
    if (office_rule && context.actor.kind != ActorKind::operator_) {
        auto const reach = TRY(quota_reach(tx, context, Action::decide_quota));
        if (reach.region.empty()) return fail(Code::forbidden);  // The region's, not the country's.
    }
    if (same_person(stored.proposed_by, context.actor)) return fail(Code::forbidden);
    return stored;
}

Result<store::StoredQuotaRule> decide(sql::Transaction& tx, Context const& context,
                                      store::StoredQuotaRule stored, QuotaRuleState state,
                                      std::string_view reason) {
    if (stored.state != QuotaRuleState::proposed) return fail(Code::quota_not_proposed);
    stored.state = state;
    if (state != QuotaRuleState::withdrawn) stored.approved_by = context.actor.name();
    TRY(store::save_quota_rule(tx, stored));
    stored.version += 1;
    TRY(note_rule(tx, context, stored, to_text(state), reason));
    return stored;
}

/// From today to the end of the horizon, or of the days that have rows, whichever is later.
Result<DaysOpened> open_known_days(sql::Transaction& tx, Context const& context,
                                   ServicePointId point) {
    auto const service_point = TRY(store::load_service_point(tx, point));
    auto const today = date_in(service_point.zone, context.now);
    auto const last = TRY(store::last_day(tx, point));
    auto horizon = static_cast<int>(context.settings->days_opened_ahead);
    if (last) horizon = std::max(horizon, static_cast<int>((*last - today).count()) + 1);
    auto const released = TRY(release_days(tx, context, point, horizon));
    return released.rows;
}

}  // namespace

Result<store::StoredQuotaRule> propose_quota(sql::Transaction& tx, Context const& context,
                                             ProposeQuota const& input) {
    TRY(may_draft(tx, context, input));
    store::StoredQuotaRule stored{
        .rule = input.rule, .point = input.point, .proposed_by = context.actor.name()};
    TRY(store::insert_quota_rule(tx, stored));
    TRY(note_rule(tx, context, stored, "proposed"));
    return stored;
}

Result<store::StoredQuotaRule> approve_quota(sql::Transaction& tx, Context const& context,
                                             std::int64_t rule) {
    auto stored = TRY(to_decide(tx, context, rule));
    bool const again =
        stored.state == QuotaRuleState::approved && same_person(stored.approved_by, context.actor);
    if (again) return stored;
    return decide(tx, context, std::move(stored), QuotaRuleState::approved, {});
}

Result<QuotaApproved> approve_and_open(sql::Transaction& tx, Context const& context,
                                       std::int64_t rule) {
    auto stored = TRY(approve_quota(tx, context, rule));
    if (stored.point.value == 0) return QuotaApproved{std::move(stored), std::nullopt};
    auto const days = TRY(open_known_days(tx, context, stored.point));
    return QuotaApproved{std::move(stored), days};
}

Result<store::StoredQuotaRule> refuse_quota(sql::Transaction& tx, Context const& context,
                                            EndProposal const& input) {
    auto stored = TRY(to_decide(tx, context, input.rule));
    return decide(tx, context, std::move(stored), QuotaRuleState::refused, input.reason);
}

Result<store::StoredQuotaRule> withdraw_quota(sql::Transaction& tx, Context const& context,
                                              EndProposal const& input) {
    auto stored = TRY(rule_in_reach(tx, context, Action::draft_quota, input.rule));
    if (!same_person(stored.proposed_by, context.actor)) return fail(Code::forbidden);
    return decide(tx, context, std::move(stored), QuotaRuleState::withdrawn, input.reason);
}

}  // namespace mpaspor::app
