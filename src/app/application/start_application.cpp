#include "app/application/start_application.hpp"

#include "app/rights/look_at_draft.hpp"
#include "app/transition.hpp"
#include "store/assessments.hpp"

namespace mpaspor::app {

Result<void> start_application(sql::Transaction& tx, Context const& context,
                               StartApplication const& input) {
    auto const owner = TRY(context.actor.account());
    auto const active = TRY(store::count_active_applications(tx, owner));
    auto const most = context.settings->applications_max;
    if (active >= most) {
        return refuse(Code::applications_max, "", {{"max", std::to_string(most)}});
    }
    TRY(store::insert_application(
        tx, {.id = input.id, .account = owner, .version = 1, .created = context.now}));
    TRY(store::insert_assessment(tx, input.id));
    TRY(store::insert_timer(tx, first_look(input.id, context)));
    return audit(tx, context,
                 {.kind = "application",
                  .subject = input.id.value,
                  .version = 1,
                  .action = "started",
                  .rule = "2.12",
                  .result = "draft"});
}

}  // namespace mpaspor::app
