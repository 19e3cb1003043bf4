#include "app/application/withdraw_application.hpp"

#include "app/application/give_place_back.hpp"

namespace mpaspor::app {

Result<void> withdraw_application(sql::Transaction& tx, Context const& context, ApplicationId id) {
    auto const owner = TRY(context.actor.account());
    auto const before = TRY(store::load_application(tx, id, owner));
    return give_place_back(tx, context, before, application::Event::withdrawn, "R8");
}

}  // namespace mpaspor::app
