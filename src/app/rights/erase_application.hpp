#pragma once

#include "app/context.hpp"
#include "domain/application/event.hpp"
#include "sql/connection.hpp"
#include "store/applications.hpp"

namespace mpaspor::app {

/// The applicant has a draft, an expired or a withdrawn application deleted (domain.md 7): answers,
/// registry answers, documents and requests that nobody has decided at once, the application's key
/// and files by the outbox after the commit, so that backups from before cannot be read either. The
/// row stays, cancelled and empty, since its number and its history do; for its owner it is as if
/// it had never been.
/// Errors: application_not_found, not_allowed_in_state (live, ended by an office, or money came
/// in).
Result<void> erase_application(sql::Transaction& tx, Context const& context, ApplicationId id);

/// The same for whichever of the reasons `event` names (erased, forgotten), of an application that
/// the caller has locked. Errors: not_allowed_in_state.
Result<void> erase(sql::Transaction& tx, Context const& context,
                   store::Application const& application, application::Event event);

}  // namespace mpaspor::app
