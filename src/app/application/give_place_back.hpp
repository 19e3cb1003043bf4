#pragma once

#include "app/context.hpp"
#include "domain/application/event.hpp"
#include "sql/connection.hpp"
#include "store/applications.hpp"

#include <string_view>

namespace mpaspor::app {

/// Carries out an event that ends or reopens an application: its place is free where the life cycle
/// says so, and a bill that was open is void. What was paid is left to the caller.
/// Errors: not_allowed_in_state.
Result<void> give_place_back(sql::Transaction& tx, Context const& context,
                             store::Application const& before, application::Event event,
                             std::string_view rule);

}  // namespace mpaspor::app
