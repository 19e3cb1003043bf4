#include "app/transition.hpp"

#include "base/invariant.hpp"
#include "store/audit.hpp"
#include "store/outbox.hpp"

#include <array>
#include <span>

namespace mpaspor::app {
namespace {

using application::Effect;
using application::Step;
using store::Application;

void check_seats(Application const& before, Application const& after, Step const& step) {
    bool const takes =
        step.effects.contains(Effect::take_seat) || step.effects.contains(Effect::grant_seat);
    bool const releases = step.effects.contains(Effect::release_seat);
    INVARIANT(!application::holds_seat(after.channel, after.state) || after.seat);
    INVARIANT(!takes || after.seat);
    INVARIANT(!takes || !before.seat || after.seat->key != before.seat->key || releases);
    INVARIANT(!releases || takes || !after.seat);
}

Result<void> tell(sql::Transaction& tx, Context const& context, Application const& application,
                  application::Event event, application::Effects effects) {
    static constexpr std::array kTold{std::pair{Effect::notify, "notify"},
                                      std::pair{Effect::send_to_dpri, "dpri"}};
    int number = 0;
    for (auto const& [effect, prefix] : kTold) {
        if (!effects.contains(effect)) continue;
        auto const topic = std::string{prefix} + '.' + std::string{application::to_text(event)};
        TRY(store::enqueue(tx, {.request = context.request,
                                .number = number++,
                                .topic = topic,
                                .application = application.id,
                                .sealed = {},
                                .created = context.now}));
    }
    return {};
}

}  // namespace

Result<Step> may(Application const& a, application::Event event) {
    return application::step(a.channel, a.state, event);
}

Result<Step> advance(sql::Transaction& tx, Context const& context, Application const& before,
                     Application after, application::Event event, std::string_view rule) {
    auto const step = TRY(may(before, event));
    after.state = step.to;
    check_seats(before, after, step);
    TRY(store::save_application(tx, before, after));
    TRY(audit(tx, context,
              {.kind = "application",
               .subject = after.id.value,
               .version = before.version + 1,
               .action = application::to_text(event),
               .rule = rule,
               .result = std::string{application::to_text(after.state)}}));
    TRY(tell(tx, context, after, event, step.effects));
    return step;
}

Result<void> audit(sql::Transaction& tx, Context const& context, Change const& change) {
    return store::insert_audit(tx, {.kind = change.kind,
                                    .subject = change.subject,
                                    .version = change.version,
                                    .at = context.now,
                                    .actor = context.actor.name(),
                                    .station = context.actor.station,
                                    .action = change.action,
                                    .rule = change.rule,
                                    .result = change.result,
                                    .salt = context.salt});
}

}  // namespace mpaspor::app
