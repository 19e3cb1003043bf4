#include "app/booking/reschedule_visit.hpp"

#include "app/policies.hpp"
#include "app/transition.hpp"
#include "base/invariant.hpp"
#include "store/offices.hpp"
#include "store/seats.hpp"

namespace mpaspor::app {
namespace {

using application::Event;

booking::SeatKey moved_to(booking::SeatKey key, RescheduleVisit const& input) {
    key.date = input.date;
    key.slot = input.slot;
    return key;
}

}  // namespace

Result<Rescheduling> reschedule_of(sql::Transaction& tx, Context const& context,
                                   RescheduleVisit const& input) {
    auto const owner = TRY(context.actor.account());
    auto const application = TRY(store::load_application(tx, input.application, owner));
    TRY(may(application, Event::rescheduled));
    INVARIANT(application.seat && application.first_visit && application.paid_at);
    auto const& place = application.seat->key;
    auto const point = TRY(store::load_service_point(tx, place.service_point));
    booking::Visit const visit{.date = place.date,
                               .first_date = *application.first_visit,
                               .paid_date = date_in(point.zone, *application.paid_at),
                               .reschedules_used = application.reschedules_used};
    booking::AskedOn const asked{.arrived = date_in(point.zone, context.arrived),
                                 .today = date_in(point.zone, context.now)};
    auto const latest = booking::latest_visit_date(visit, reschedule_policy(*context.settings));
    return Rescheduling{.application = application,
                        .to = moved_to(place, input),
                        .visit = visit,
                        .asked = asked,
                        .earliest = asked.today + std::chrono::days{1},
                        .latest = latest};
}

Result<VisitMoved> reschedule_visit(sql::Transaction& tx, Context const& context,
                                    RescheduleVisit const& input) {
    auto const move = TRY(reschedule_of(tx, context, input));
    auto const policy = reschedule_policy(*context.settings);
    TRY(booking::may_reschedule(move.visit, input.date, move.asked, policy));

    auto const& before = move.application;
    auto const seat =
        TRY(store::move_seat(tx, before.seat->key, move.to, {before.id, context.now}));
    auto after = before;
    after.seat = seat;
    after.reschedules_used += 1;
    TRY(advance(tx, context, before, std::move(after), Event::rescheduled, "002-F4 R1 R2 D6"));
    return VisitMoved{seat, booking::reschedules_left(move.visit, policy) - 1};
}

Result<std::vector<booking::SeatKey>> seat_of(sql::Transaction& tx, ApplicationId application) {
    auto const seat = TRY(store::seat_of(tx, application));
    if (!seat) return std::vector<booking::SeatKey>{};
    return std::vector{*seat};
}

Result<std::vector<booking::SeatKey>> seats_to_reschedule(sql::Transaction& tx,
                                                          RescheduleVisit const& input) {
    auto const seat = TRY(store::seat_of(tx, input.application));
    if (!seat) return std::vector<booking::SeatKey>{};
    return std::vector{*seat, moved_to(*seat, input)};
}

}  // namespace mpaspor::app
