#pragma once

#include "app/context.hpp"
#include "domain/application/event.hpp"
#include "sql/connection.hpp"

#include <string_view>

namespace mpaspor::app {

/// The applicant gives the application up before paying (R8): the place is free at once, the bill
/// is void. Errors: application_not_found, not_allowed_in_state.
Result<void> withdraw_application(sql::Transaction& tx, Context const& context,
                                  ApplicationId application);

/// The same for another event that gives the place back and makes the bill void.
Result<void> give_place_back(sql::Transaction& tx, Context const& context,
                             ApplicationId application, application::Event event,
                             std::string_view rule);

}  // namespace mpaspor::app
