#pragma once

#include "base/types.hpp"
#include "domain/booking/seat.hpp"
#include "sql/connection.hpp"
#include "store/applications.hpp"

namespace mpaspor::app {

/// Whether stages 1 to 5 are done (002-S1 to 002-S5) and their product is to be had at `place`.
/// Asked before a place is held and again before a bill rests on it, since answers may change in
/// between. Gives the zone of the service point. Errors: stage_incomplete (`stage` in params),
/// office_not_found, product_not_offered.
Result<Zone> ready_for(sql::Transaction& tx, store::Application const& application,
                       booking::SeatKey const& place);

}  // namespace mpaspor::app
