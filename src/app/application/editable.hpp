#pragma once

#include "app/context.hpp"
#include "store/applications.hpp"

namespace mpaspor::app {

/// True in the states in which an application is not live and its draft may be worked on.
bool at_rest(application::State state);

/// Whether the answers may still change: while it is a draft, after it expired, or while a place is
/// held and the answers are checked. Later a bill and a visit rest on them.
bool may_edit(application::State state);

/// The actor's application, if its answers may still change; nobody else changes them until the
/// transaction ends.
/// Errors: application_not_found, not_allowed_in_state.
Result<store::Application> editable(sql::Transaction& tx, Context const& context, ApplicationId id);

}  // namespace mpaspor::app
