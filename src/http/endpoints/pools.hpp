#pragma once

#include "domain/booking/seat.hpp"
#include "http/call.hpp"

namespace mpaspor::http {

/// What the app offers: places as they are by default, or those of the accelerated service (6.4).
/// Errors: unknown_value.
Result<booking::Pool> pool_of(Call const& call);

}  // namespace mpaspor::http
