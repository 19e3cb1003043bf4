#pragma once
/// What taking a place is, for one applicant (hold_place) and for several (hold_group): one check,
/// one taking.

#include "app/booking/hold_place.hpp"
#include "store/seats.hpp"

namespace mpaspor::app {

/// The caller's application, if it may be held a place of the service point and day of `place` now.
/// Counts the hold (D5). Errors: those of hold_place but for the place's own.
Result<store::Application> admitted(sql::Transaction& tx, Context const& context,
                                    ApplicationId application, booking::SeatKey const& place);

/// Gives an admitted application the seat that was taken for it, until the hold is over.
/// Errors: nik_has_live_application.
Result<PlaceHeld> seated(sql::Transaction& tx, Context const& context,
                         store::Application const& applicant, booking::Seat const& seat);

/// Takes a place that was found free. Errors: storage_conflict, when another server was faster: to
/// be run again.
Result<booking::Seat> take_found(sql::Transaction& tx, booking::SeatKey const& place,
                                 store::SeatUse const& use);

}  // namespace mpaspor::app
