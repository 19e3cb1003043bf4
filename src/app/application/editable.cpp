#include "app/application/editable.hpp"

namespace mpaspor::app {

using application::State;

bool at_rest(State state) {
    return state == State::draft || state == State::expired;
}

bool may_edit(State state) {
    return at_rest(state) || state == State::held;
}

Result<store::Application> editable(sql::Transaction& tx, Context const& context,
                                    ApplicationId id) {
    auto const owner = TRY(context.actor.account());
    auto application = TRY(store::load_application_to_edit(tx, id, owner));
    if (!may_edit(application.state)) return fail(Code::not_allowed_in_state);
    return application;
}

}  // namespace mpaspor::app
