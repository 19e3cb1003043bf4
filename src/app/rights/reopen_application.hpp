#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"

namespace mpaspor::app {

/// The applicant sees a mistake before paying: in one step the bill is void, the place free and the
/// application a draft again, with all its answers (R5, R8). Money for that bill that comes all the
/// same finds its way as D4 says.
/// Errors: application_not_found, not_allowed_in_state (there is nothing to reopen: while a place
/// is only held, answers can be changed, and after paying they are corrected at the office).
Result<void> reopen_application(sql::Transaction& tx, Context const& context, ApplicationId id);

}  // namespace mpaspor::app
