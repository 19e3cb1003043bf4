#include "app/booking/hold_place.hpp"

#include "app/booking/taking.hpp"
#include "app/transition.hpp"
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
    auto const application = TRY(admitted(tx, context, input.application, input.place));
    auto place = input.place;
    place.pool = pool_of(application);
    auto const seat = TRY(store::take_seat(tx, place, {application.id, context.now}));
    return seated(tx, context, application, seat);
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
