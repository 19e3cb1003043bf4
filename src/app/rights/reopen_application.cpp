#include "app/rights/reopen_application.hpp"

#include "app/application/withdraw_application.hpp"

namespace mpaspor::app {

Result<void> reopen_application(sql::Transaction& tx, Context const& context, ApplicationId id) {
    return give_place_back(tx, context, id, application::Event::reopened, "R5 R8");
}

}  // namespace mpaspor::app
