#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"

namespace mpaspor::app {

/// Takes away uploads that no application or open claim needs and nobody has touched for as long
/// as the settings say, a bounded number; what they lay in is removed by the outbox. Called often.
Result<void> forget_unused_uploads(sql::Transaction& tx, Context const& context);

}  // namespace mpaspor::app
