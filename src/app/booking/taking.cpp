#include "app/booking/taking.hpp"

#include "app/booking/ready_for.hpp"
#include "app/policies.hpp"
#include "app/transition.hpp"
#include "store/nik_tries.hpp"
#include "store/timers.hpp"

namespace mpaspor::app {

using application::Event;

Result<store::Application> admitted(sql::Transaction& tx, Context const& context, ApplicationId id,
                                    booking::SeatKey const& place) {
    auto const owner = TRY(context.actor.account());
    auto const application = TRY(store::load_application_to_book(tx, id, owner));
    TRY(may(application, Event::seat_held));
    auto const zone = TRY(ready_for(tx, context, application, place));
    auto const holds = TRY(store::count_hold(tx, application.nik->index, date_in(zone, context.now),
                                             owner, context.now));
    if (holds.reserved) return fail(Code::nik_has_live_application);
    booking::HoldFacts const facts{.nik_verified = application.nik->verified_at,
                                   .holds_today = holds.today - 1};
    TRY(booking::may_hold(facts, place.date, zone, context.now, hold_policy(*context.settings)));
    return application;
}

Result<PlaceHeld> seated(sql::Transaction& tx, Context const& context,
                         store::Application const& applicant, booking::Seat const& seat) {
    PlaceHeld const held{seat, booking::hold_expires(context.now, hold_policy(*context.settings))};
    auto after = applicant;
    after.seat = held.seat;
    after.deadline = held.expires_at;
    TRY(advance(tx, context, applicant, std::move(after), Event::seat_held, "D5 D8 002-S7"));
    TRY(store::insert_timer(tx, {held.expires_at, store::TimerKind::hold_end, applicant.id.value}));
    return held;
}

Result<booking::Seat> take_found(sql::Transaction& tx, booking::SeatKey const& place,
                                 store::SeatUse const& use) {
    auto seat = store::take_seat(tx, place, use);
    if (!seat && info(seat.error().code).category == Category::conflict) {
        return fail(Code::storage_conflict, "the place found went meanwhile");
    }
    return seat;
}

}  // namespace mpaspor::app
