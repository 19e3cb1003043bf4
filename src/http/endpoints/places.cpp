/// Stages 6 and 7 and what may change afterwards: a place held, given back, moved.

#include "app/application/read_application.hpp"
#include "app/booking/hold_place.hpp"
#include "app/booking/read_availability.hpp"
#include "app/booking/reschedule_visit.hpp"
#include "base/text.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/endpoints/save.hpp"
#include "http/own_seat.hpp"
#include "http/views.hpp"
#include "json/writer.hpp"

namespace mpaspor::http {
namespace {

struct HoldRequest {
    ServicePointId service_point;
    LocalDate date;
    std::string slot;
};
constexpr auto shape(json::As<HoldRequest>) {
    return json::closed<HoldRequest>(json::field<&HoldRequest::service_point>("service_point"),
                                     json::field<&HoldRequest::date>("date"),
                                     json::text_field<&HoldRequest::slot>("slot", 5));
}

struct RescheduleRequest {
    LocalDate date;
    std::string slot;
};
constexpr auto shape(json::As<RescheduleRequest>) {
    return json::closed<RescheduleRequest>(json::field<&RescheduleRequest::date>("date"),
                                           json::text_field<&RescheduleRequest::slot>("slot", 5));
}

Result<std::chrono::minutes> slot_of(std::string const& text) {
    auto const slot = booking::slot_from_text(text);
    if (!slot) return refuse(slot.error().code, "/slot");
    return *slot;
}

Result<booking::SeatKey> place_of(HoldRequest const& request) {
    auto const slot = TRY(slot_of(request.slot));
    return booking::SeatKey{
        .service_point = request.service_point, .date = request.date, .slot = slot};
}

std::string alternatives_json(std::vector<store::SeatRow> const& rows) {
    json::Writer json;
    json.array();
    for (auto const& row : rows) {
        json.object()
            .member("date", date_text(row.key.date))
            .member("slot", booking::slot_text(row.key.slot))
            .member("free", row.free())
            .end();
    }
    json.end();
    return std::move(json).text();
}

/// A full slot is refused with where there are places instead; they are looked up on a reader, so
/// that refusals at the rush cost the writer nothing more.
void refuse_place(CallPtr const& call, app::HoldPlace const& wanted, Error error) {
    bool const elsewhere = error.code == Code::slot_full || error.code == Code::day_closed;
    if (!elsewhere) return call->refuse(error);
    call->service.readers.read<std::vector<store::SeatRow>>(
        [call, wanted](auto& tx) {
            call->context.now = call->service.clock.now();
            return app::alternatives_to(tx, call->context, wanted);
        },
        [call, error](Result<std::vector<store::SeatRow>> rows) mutable {
            if (rows) error.alternatives = alternatives_json(*rows);
            call->refuse(error);
        });
}

Response held(app::PlaceHeld const& held, Instant now) {
    auto const& key = held.seat.key;
    json::Writer json;
    json.object()
        .member("service_point", key.service_point.value)
        .member("date", date_text(key.date))
        .member("slot", booking::slot_text(key.slot))
        .member("accelerated", key.pool == booking::Pool::accelerated)
        .member("sequence", held.seat.sequence)
        .member("expires_at", instant_text(held.expires_at))
        .member("server_time", instant_text(now))
        .end();
    return json_response(201, std::move(json).text());
}

/// Once more after the answers were looked at again, if it takes that: a day or a rule has come.
void hold(CallPtr const& call, app::HoldPlace const& input, bool again) {
    run_once(
        call,
        {.urgency = app::Urgency::seat,
         .lane = input.place.service_point.value,
         .declare = app::always(app::seats_to_hold(input))},
        [input](auto& tx, auto const& context) -> Result<Response> {
            auto const taken = TRY(app::hold_place(tx, context, input));
            return held(taken, context.now);
        },
        [call, input, again](Error const& error) {
            if (error.code != Code::assessment_outdated || again) {
                return refuse_place(call, input, error);
            }
            look_again(call, input.application, [call, input] { hold(call, input, true); });
        });
}

}  // namespace

void post_hold(CallPtr call) {
    auto const input = json::parse<HoldRequest>(call->request.body);
    if (!input) return call->refuse(input.error());
    auto const place = place_of(*input);
    if (!place) return call->refuse(place.error());
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    hold(call, {*id, *place}, false);
}

void delete_hold(CallPtr call) {
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    write_once<void>(
        call, {.urgency = app::Urgency::seat, .declare = own_seat(*id)},
        [id = *id](auto& tx, auto const& context) { return app::release_hold(tx, context, id); },
        [] { return no_content(); });
}

void post_reschedule(CallPtr call) {
    auto const input = json::parse<RescheduleRequest>(call->request.body);
    if (!input) return call->refuse(input.error());
    auto const slot = slot_of(input->slot);
    if (!slot) return call->refuse(slot.error());
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    app::RescheduleVisit const move{*id, input->date, *slot};
    write_once<app::ApplicationView>(
        call,
        {.urgency = app::Urgency::seat,
         .declare = [move](auto& tx) { return app::seats_to_reschedule(tx, move); }},
        [move](auto& tx, auto const& context) -> Result<app::ApplicationView> {
            TRY(app::reschedule_visit(tx, context, move));
            return app::read_application(tx, context, move.application);
        },
        [](app::ApplicationView const& view) {
            return json_response(200, visit_json(view.visit.value()));
        });
}

}  // namespace mpaspor::http
