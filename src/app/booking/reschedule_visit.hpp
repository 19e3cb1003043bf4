#pragma once

#include "app/context.hpp"
#include "domain/booking/reschedule.hpp"
#include "domain/booking/seat.hpp"
#include "sql/connection.hpp"
#include "store/applications.hpp"

namespace mpaspor::app {

struct RescheduleVisit {
    ApplicationId application;
    LocalDate date;
    std::chrono::minutes slot;
};

struct VisitMoved {
    booking::Seat seat;
    int reschedules_left = 0;
};

/// What a rescheduling rests on.
struct Rescheduling {
    store::Application application;
    booking::SeatKey to;  ///< At the same office, in the same pool.
    booking::Visit visit;
    booking::AskedOn asked;
    LocalDate earliest, latest;  ///< Between them the visit may be, both included (R2, D6).
};
/// Errors: application_not_found, not_allowed_in_state.
Result<Rescheduling> reschedule_of(sql::Transaction& tx, Context const& context,
                                   RescheduleVisit const& input);

/// An applicant moves a paid visit to another date at the same office: once, until the end of the
/// day before it in the office's zone (002-F4, R1, R2, D6). The new place is taken before the old
/// one goes back, in one savepoint: after a refusal the old visit stands untouched.
/// Errors: application_not_found, not_allowed_in_state, those of booking::may_reschedule and of
/// store::take_seat.
Result<VisitMoved> reschedule_visit(sql::Transaction& tx, Context const& context,
                                    RescheduleVisit const& input);

/// The seat an application has now, if it has one: to declare it.
Result<std::vector<booking::SeatKey>> seat_of(sql::Transaction& tx, ApplicationId application);

/// The seats that it is going to touch, for the executor.
Result<std::vector<booking::SeatKey>> seats_to_reschedule(sql::Transaction& tx,
                                                          RescheduleVisit const& input);

}  // namespace mpaspor::app
