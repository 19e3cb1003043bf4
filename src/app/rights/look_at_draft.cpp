#include "app/rights/look_at_draft.hpp"

#include "app/policies.hpp"
#include "app/rights/erase_application.hpp"
#include "domain/application/retention.hpp"
#include "store/erasure.hpp"
#include "store/outbox.hpp"

#include <algorithm>

namespace mpaspor::app {
namespace {

using store::Application;
using store::TimerKind;

/// Where no period says when: it is live, an office is to decide, or the settings delete nothing.
constexpr std::chrono::days kLookAgainAfter{7};

application::RetentionFacts facts_of(Application const& application, store::Traces const& traces) {
    return {.state = application.state,
            .had_bill = traces.had_bill,
            .had_money = traces.had_money,
            .open_request = traces.open_request,
            .touched = traces.touched};
}

Result<void> look_again(sql::Transaction& tx, ApplicationId id, Instant at) {
    return store::insert_timer(tx, {at, TimerKind::draft_warning, id.value});
}

Result<void> warn(sql::Transaction& tx, Context const& context, Application const& application,
                  Instant until) {
    if (application::is_warned_of(application.state)) {
        TRY(store::enqueue(tx, {.request = context.request,
                                .topic = "notify.draft_ends_soon",
                                .application = application.id,
                                .sealed = {},
                                .created = context.now}));
    }
    return store::insert_timer(tx, {until, TimerKind::draft_end, application.id.value});
}

/// Whoever is told late still has the days that are promised.
Instant end_for_told_at(Instant now, Instant until, application::RetentionPolicy const& policy) {
    return std::max(until, now + policy.warning);
}

}  // namespace

store::Timer first_look(ApplicationId id, Context const& context) {
    auto const policy = retention_policy(*context.settings);
    auto const period = std::max(policy.unfinished - policy.warning, std::chrono::days{0});
    return {context.now + period, TimerKind::draft_warning, id.value};
}

Result<std::optional<Instant>> kept_until(sql::Transaction& tx, Context const& context,
                                          Application const& application) {
    auto const traces = TRY(store::load_traces(tx, application.id));
    auto const policy = retention_policy(*context.settings);
    auto const until = application::kept_until(facts_of(application, traces), policy);
    if (!until || application.erased) return std::nullopt;
    return end_for_told_at(context.now, *until, policy);
}

Result<void> look_at_draft(sql::Transaction& tx, Context const& context,
                           store::Timer const& timer) {
    ApplicationId const id{timer.subject};
    auto const mine = TRY(store::take_timer(tx, timer));
    if (!mine) return {};
    auto const application = TRY(store::load_any_application_to_edit(tx, id));
    if (application.erased) return {};
    auto const traces = TRY(store::load_traces(tx, id));
    if (traces.had_money) return {};
    auto const policy = retention_policy(*context.settings);
    auto const until = application::kept_until(facts_of(application, traces), policy);
    if (!until) return look_again(tx, id, context.now + kLookAgainAfter);
    auto const warned_at = *until - policy.warning;
    if (timer.kind == TimerKind::draft_warning && context.now >= warned_at) {
        return warn(tx, context, application, end_for_told_at(context.now, *until, policy));
    }
    bool const over = timer.kind == TimerKind::draft_end && context.now >= *until;
    if (over) return erase(tx, context, application, application::Event::forgotten);
    return look_again(tx, id, warned_at);
}

}  // namespace mpaspor::app
