#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/settings.hpp"

#include <string>

namespace mpaspor::app {

/// Gives all settings as they are then in force. Errors: unknown_value (no setting has this name),
/// out_of_range.
Result<store::Settings> change_setting(sql::Transaction& tx, Context const& context,
                                       store::SettingRow const& input);

}  // namespace mpaspor::app
