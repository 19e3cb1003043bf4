#pragma once

#include "base/types.hpp"
#include "domain/payment/tariff.hpp"
#include "sql/connection.hpp"

namespace mpaspor::app {

/// What a bill issued at `now` asks for (2.4, 6.4, V7). Errors: tariff_unknown.
Result<payment::Price> price_at(sql::Transaction& tx, payment::Wanted const& wanted, Instant now);

}  // namespace mpaspor::app
