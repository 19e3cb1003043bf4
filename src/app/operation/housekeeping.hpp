#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"

namespace mpaspor::app {

/// Forgets what has had its time, a bounded piece of it: sessions that ended, idempotency keys
/// older than 24 hours, tries of NIKs on days gone by, of addresses in hours gone by, of
/// logins a day ago. Called often.
Result<void> forget_ended(sql::Transaction& tx, Context const& context);

/// The settings in force. A query.
Result<store::Settings> read_settings(sql::Transaction& tx);

}  // namespace mpaspor::app
