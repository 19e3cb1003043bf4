/// Stage 7 for several applicants of one account in one act (D14).

#include "app/booking/hold_group.hpp"
#include "base/text.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/endpoints/places.hpp"
#include "http/endpoints/save.hpp"
#include "json/writer.hpp"

#include <functional>
#include <optional>

namespace mpaspor::http {
namespace {

constexpr std::size_t kNumberLength = 16;

struct GroupHoldRequest {
    std::vector<std::string> applications;
    ServicePointId service_point;
    LocalDate date;
    std::string slot;
    std::optional<bool> accelerated;
};
constexpr auto shape(json::As<GroupHoldRequest>) {
    return json::closed<GroupHoldRequest>(
        json::text_field<&GroupHoldRequest::applications>("applications", kNumberLength,
                                                          booking::kTogetherMax),
        json::field<&GroupHoldRequest::service_point>("service_point"),
        json::field<&GroupHoldRequest::date>("date"),
        json::text_field<&GroupHoldRequest::slot>("slot", 5),
        json::field<&GroupHoldRequest::accelerated>("accelerated"));
}

Result<app::HoldGroup> group_of(Call const& call, GroupHoldRequest const& request) {
    bool const accelerated = request.accelerated.value_or(false);
    auto const slot = TRY(slot_of(request.slot));
    app::HoldGroup group{
        .applications = {},
        .wanted = {.service_point = request.service_point,
                   .date = request.date,
                   .pool = accelerated ? booking::Pool::accelerated : booking::Pool::online,
                   .slot = slot}};
    for (std::size_t i = 0; i < request.applications.size(); ++i) {
        auto const id = call.service.numbers.application(request.applications[i]);
        if (!id) return refuse(id.error().code, "/applications/" + std::to_string(i));
        group.applications.push_back(*id);
    }
    return group;
}

Response group_held(Service const& service, app::HoldGroup const& group,
                    std::vector<app::PlaceHeld> const& held, Instant now) {
    auto const& day = held.front().seat.key;
    json::Writer json;
    json.object()
        .member("service_point", day.service_point.value)
        .member("date", date_text(day.date))
        .member("accelerated", day.pool == booking::Pool::accelerated)
        .array("places");
    for (std::size_t i = 0; i < held.size(); ++i) {
        json.object()
            .member("application", service.numbers.application_number(group.applications[i]))
            .member("slot", booking::slot_text(held[i].seat.key.slot))
            .member("sequence", held[i].seat.sequence)
            .end();
    }
    json.end()
        .member("expires_at", instant_text(held.front().expires_at))
        .member("server_time", instant_text(now))
        .end();
    return json_response(201, std::move(json).text());
}

/// At the answers of the `next` and all after it, one after another, then `done`.
void look_again_at(CallPtr const& call, std::vector<ApplicationId> const& group, std::size_t next,
                   std::function<void()> done) {
    if (next == group.size()) return done();
    look_again(call, group[next], [call, group, next, done = std::move(done)]() mutable {
        look_again_at(call, group, next + 1, std::move(done));
    });
}

/// Once more after the answers of all were looked at again, if it takes that: a day or a rule has
/// come.
void hold(CallPtr const& call, app::HoldGroup const& group, bool again) {
    run_once(
        call,
        {.urgency = app::Urgency::seat,
         .lane = group.wanted.service_point.value,
         .declare = [group](auto& tx) { return app::seats_to_hold(tx, group); }},
        [call, group](auto& tx, auto const& context) -> Result<Response> {
            auto const held = TRY(app::hold_group(tx, context, group));
            return group_held(call->service, group, held, context.now);
        },
        [call, group, again](Error const& error) {
            if (error.code != Code::assessment_outdated || again) {
                return refuse_place(call, group, error);
            }
            look_again_at(call, group.applications, 0, [call, group] { hold(call, group, true); });
        });
}

}  // namespace

void post_group_hold(CallPtr call) {
    auto const input = json::parse<GroupHoldRequest>(call->request.body);
    if (!input) return call->refuse(input.error());
    auto const group = group_of(*call, *input);
    if (!group) return call->refuse(group.error());
    hold(call, *group, false);
}

}  // namespace mpaspor::http
