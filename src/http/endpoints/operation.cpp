/// For monitoring, for clients that start up, and for demonstrations.

#include "base/text.hpp"
#include "http/endpoints/endpoints.hpp"
#include "json/writer.hpp"

namespace mpaspor::http {
namespace {

struct ClockRequest {
    std::optional<std::int64_t> advance_s;
    std::optional<std::string> set;
    std::optional<bool> freeze;
};
constexpr auto shape(json::As<ClockRequest>) {
    constexpr std::int64_t kTenYears = 10LL * 366 * 86'400;
    return json::closed<ClockRequest>(
        json::integer_field<&ClockRequest::advance_s>("advance_s", -kTenYears, kTenYears),
        json::text_field<&ClockRequest::set>("set", 40),
        json::field<&ClockRequest::freeze>("freeze"));
}

Result<void> move_clock(ClockControl const& control, ClockRequest const& request) {
    if (!control.set) return fail(Code::forbidden);
    if (request.set) {
        auto const to = instant_from_text(*request.set);
        if (!to) return refuse(Code::malformed_date, "/set");
        TRY(control.set(*to));
    }
    if (request.advance_s) TRY(control.advance(std::chrono::seconds{*request.advance_s}));
    if (request.freeze) TRY(control.freeze(*request.freeze));
    return {};
}

Response status_response(int status, std::string_view text) {
    json::Writer json;
    json.object().member("status", text).end();
    return json_response(status, std::move(json).text());
}

}  // namespace

void get_health(CallPtr call) {
    call->answer(status_response(200, "ok"));
}

void get_ready(CallPtr call) {
    if (!call->service.ready) return call->refuse({Code::starting_up});
    call->answer(status_response(200, "ready"));
}

void get_metrics(CallPtr call) {
    call->answer(Response{.status = 200,
                          .body = call->service.metrics.page(),
                          .content_type = "text/plain; version=0.0.4"});
}

void get_bootstrap(CallPtr call) {
    bool const demonstration = call->service.environment == Environment::demonstration;
    json::Writer json;
    json.object()
        .member("server_time", instant_text(call->service.clock.now()))
        .member("environment", demonstration ? "demonstration" : "production");
    if (demonstration) {
        json.member("banner",
                    call->service.messages.text(call->language(), "banner.demonstration"));
    } else {
        json.null("banner");
    }
    json.end();
    call->answer(json_response(200, std::move(json).text()));
}

void get_openapi(CallPtr call) {
    call->answer(
        Response{.status = 200, .body = call->service.openapi, .content_type = "application/yaml"});
}

void get_demo_clock(CallPtr call) {
    json::Writer json;
    json.object()
        .member("now", instant_text(call->service.clock.now()))
        .member("controllable", static_cast<bool>(call->service.clock_control.set))
        .end();
    call->answer(json_response(200, std::move(json).text()));
}

void post_demo_clock(CallPtr call) {
    auto const request = json::parse<ClockRequest>(call->request.body);
    if (!request) return call->refuse(request.error());
    auto const moved = move_clock(call->service.clock_control, *request);
    if (!moved) return call->refuse(moved.error());
    json::Writer json;
    json.object().member("now", instant_text(call->service.clock.now())).end();
    call->answer(json_response(200, std::move(json).text()));
}

/// What the transport alone can do: the same request as a hold, and an answer that never changes.
void post_demo_constant(CallPtr call) {
    call->answer(json_response(
        201,
        R"({"service_point":1,"date":"2026-01-01","slot":"09:00","accelerated":false,"sequence":1,)"
        R"("expires_at":"2026-01-01T00:00:00Z","server_time":"2026-01-01T00:00:00Z"})"));
}

}  // namespace mpaspor::http
