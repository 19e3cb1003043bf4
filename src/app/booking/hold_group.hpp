#pragma once

#include "app/booking/hold_place.hpp"
#include "domain/booking/together.hpp"
#include "store/seats.hpp"

#include <span>

namespace mpaspor::app {

struct HoldGroup {
    std::vector<ApplicationId> applications;  ///< Of one account, up to booking::kTogetherMax.
    booking::SeatKey wanted;                  ///< Of the day's slots, one they would like to have.
};

/// The rows that the group may touch: any slot of the day.
Result<std::vector<booking::SeatKey>> seats_to_hold(sql::Transaction& tx, HoldGroup const& input);

/// The slots of one day that are on sale at `now`.
std::vector<booking::SlotFree> slots_on_sale(std::span<store::SeatRow const> day, Instant now);

/// Several applicants of one account take places of one service point, day and pool in one act, all
/// or nothing, close together (D14): each as hold_place would, with a hold of its own that ends
/// with the others. Gives their places in the order of the applications.
///
/// Declare seats_to_hold to the executor.
/// Errors: those of hold_place; what is about one of them has /applications/{i} for its pointer.
/// Beside them: out_of_range (nobody, or too many); nik_has_live_application (of two with one NIK,
/// the second); answer_contradicts (one has not chosen the service that the others want); slot_full
/// (`people` in params: there is not room for all of them).
Result<std::vector<PlaceHeld>> hold_group(sql::Transaction& tx, Context const& context,
                                          HoldGroup const& input);

}  // namespace mpaspor::app
