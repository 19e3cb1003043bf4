#pragma once

#include "app/context.hpp"
#include "domain/booking/seat.hpp"
#include "sql/connection.hpp"
#include "store/applications.hpp"

#include <vector>

namespace mpaspor::app {

struct HoldPlace {
    ApplicationId application;
    booking::SeatKey place;  ///< Its pool follows from the application.
};

/// The pool that an application's place is of: stage 5 has said whether it is accelerated (6.4).
booking::Pool pool_of(store::Application const& application);

/// The rows that a hold may touch, whichever of the two pools it is in.
std::vector<booking::SeatKey> seats_to_hold(HoldPlace const& input);

struct PlaceHeld {
    booking::Seat seat;
    Instant expires_at;  ///< No extension (D5).
};

/// Stages 6 and 7: an applicant with a VALID NIK and stages 1 to 5 done takes a place for 15
/// minutes. Nobody is ever given more places than there are (D3), and nobody has two (D8).
///
/// Declare seats_to_hold to the executor.
/// Errors: application_not_found, not_allowed_in_state, stage_incomplete (`stage` in params),
/// nik_not_valid, holds_exhausted, office_not_found, product_not_offered,
/// accelerated_not_offered, day_past, day_not_found,
/// day_closed, not_yet_open, slot_full, nik_has_live_application.
Result<PlaceHeld> hold_place(sql::Transaction& tx, Context const& context, HoldPlace const& input);

/// The applicant gives the place back before submitting (R8). The draft stays.
/// Errors: application_not_found, not_allowed_in_state.
Result<void> release_hold(sql::Transaction& tx, Context const& context, ApplicationId application);

/// The 15 minutes that end at `due` are over: the place goes back, the draft stays (D5, R5). Does
/// nothing when the application has moved on. For the timer.
Result<void> expire_hold(sql::Transaction& tx, Context const& context, ApplicationId application,
                         Instant due);

}  // namespace mpaspor::app
