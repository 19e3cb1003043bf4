#pragma once

#include "app/context.hpp"
#include "base/types.hpp"
#include "domain/booking/seat.hpp"
#include "sql/connection.hpp"
#include "store/applications.hpp"

namespace mpaspor::app {

/// Whether stages 1 to 5 are done (002-S1 to 002-S5), their product is to be had at `place`, and a
/// visit may be on its day (2.7). Asked before a place is held and again before a bill rests on it,
/// since answers may change in between. Gives the zone of the service point.
///
/// Errors: stage_incomplete (`stage` in params), assessment_outdated (a day or a rule has come
/// since the answers were looked at: they are to be looked at again first), office_not_found,
/// product_not_offered, accelerated_not_offered (6.4), passport_still_valid (`from` in params: the
/// first day on which it may be).
Result<Zone> ready_for(sql::Transaction& tx, Context const& context,
                       store::Application const& application, booking::SeatKey const& place);

}  // namespace mpaspor::app
