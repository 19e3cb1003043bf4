#include "app/application/editable.hpp"

namespace mpaspor::app {

using application::State;

namespace {

/// Where a mistake is corrected that is seen too late for the form: the refusal says it.
Error corrected_elsewhere(State state) {
    Error error{.code = Code::not_allowed_in_state,
                .params = {{"state", std::string{application::to_text(state)}}}};
    if (state == State::awaiting_payment) {
        error.params.push_back({"advice", "reopen"});
    } else if (application::live(state)) {
        error.params.push_back({"advice", "office"});
    }
    return error;
}

}  // namespace

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
    if (!may_edit(application.state)) {
        return std::unexpected(corrected_elsewhere(application.state));
    }
    return application;
}

}  // namespace mpaspor::app
