#include "app/application/editable.hpp"

namespace mpaspor::app {

using application::State;

bool at_rest(State state) {
    return state == State::draft || state == State::expired;
}

Result<store::Application> editable(sql::Transaction& tx, Context const& context,
                                    ApplicationId id) {
    auto const owner = TRY(context.actor.account());
    auto application = TRY(store::load_application_to_edit(tx, id, owner));
    if (!at_rest(application.state) && application.state != State::held) {
        return fail(Code::not_allowed_in_state);
    }
    return application;
}

}  // namespace mpaspor::app
