#include "app/rights/reopen_application.hpp"

#include "app/application/give_place_back.hpp"

namespace mpaspor::app {

Result<void> reopen_application(sql::Transaction& tx, Context const& context, ApplicationId id) {
    auto const owner = TRY(context.actor.account());
    auto const before = TRY(store::load_application(tx, id, owner));
    return give_place_back(tx, context, before, application::Event::reopened, "R5 R8");
}

}  // namespace mpaspor::app
