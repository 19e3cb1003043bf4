#include "app/booking/hold_place.hpp"

#include "app/booking/ready_for.hpp"
#include "app/policies.hpp"
#include "app/transition.hpp"
#include "store/nik_tries.hpp"
#include "store/seats.hpp"
#include "store/timers.hpp"

namespace mpaspor::app {
namespace {

using application::Event;

/// A seat that is not there any more, for the next to take.
Result<void> give_back(sql::Transaction& tx, Context const& context,
                       store::Application const& before, Event event, std::string_view rule) {
    auto after = before;
    after.seat.reset();
    after.deadline.reset();
    TRY(store::return_seat(tx, before.seat->key, {before.id, context.now}));
    TRY(advance(tx, context, before, std::move(after), event, rule));
    return {};
}

}  // namespace

booking::Pool pool_of(store::Application const& application) {
    return application.accelerated ? booking::Pool::accelerated : booking::Pool::online;
}

std::vector<booking::SeatKey> seats_to_hold(HoldPlace const& input) {
    auto online = input.place, accelerated = input.place;
    online.pool = booking::Pool::online;
    accelerated.pool = booking::Pool::accelerated;
    return {online, accelerated};
}

Result<PlaceHeld> hold_place(sql::Transaction& tx, Context const& context, HoldPlace const& input) {
    auto const owner = TRY(context.actor.account());
    auto const before = TRY(store::load_application_to_book(tx, input.application, owner));
    TRY(may(before, Event::seat_held));
    auto place = input.place;
    place.pool = pool_of(before);
    auto const zone = TRY(ready_for(tx, context, before, place));

    auto const policy = hold_policy(*context.settings);
    auto const holds = TRY(
        store::count_hold(tx, before.nik->index, date_in(zone, context.now), owner, context.now));
    if (holds.reserved) return fail(Code::nik_has_live_application);
    booking::HoldFacts const facts{.nik_verified = before.nik->verified_at,
                                   .holds_today = holds.today - 1};
    TRY(booking::may_hold(facts, place.date, zone, context.now, policy));

    auto const seat = TRY(store::take_seat(tx, place, {before.id, context.now}));
    PlaceHeld const held{seat, booking::hold_expires(context.now, policy)};
    auto after = before;
    after.seat = held.seat;
    after.deadline = held.expires_at;
    TRY(advance(tx, context, before, std::move(after), Event::seat_held, "D5 D8 002-S7"));
    TRY(store::insert_timer(tx, {held.expires_at, store::TimerKind::hold_end, before.id.value}));
    return held;
}

Result<void> release_hold(sql::Transaction& tx, Context const& context, ApplicationId id) {
    auto const owner = TRY(context.actor.account());
    auto const before = TRY(store::load_application(tx, id, owner));
    TRY(may(before, Event::hold_released));
    return give_back(tx, context, before, Event::hold_released, "R8");
}

Result<void> expire_hold(sql::Transaction& tx, Context const& context, ApplicationId id,
                         Instant due) {
    auto const before = TRY(store::load_any_application(tx, id));
    if (before.state == application::State::held && before.deadline == due) {
        TRY(give_back(tx, context, before, Event::hold_elapsed, "D5 R5"));
    }
    return store::delete_timer(tx, {due, store::TimerKind::hold_end, id.value});
}

}  // namespace mpaspor::app
