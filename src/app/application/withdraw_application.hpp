#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"

namespace mpaspor::app {

/// The applicant gives the application up before paying (R8): the place is free at once, the bill
/// is void. Errors: application_not_found, not_allowed_in_state.
Result<void> withdraw_application(sql::Transaction& tx, Context const& context,
                                  ApplicationId application);

}  // namespace mpaspor::app
