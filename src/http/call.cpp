#include "http/call.hpp"

#include "base/text.hpp"
#include "http/router.hpp"

#include <algorithm>

namespace mpaspor::http {
namespace {

/// What is kept with an Idempotency-Key: the status, a space, the body. Of the header fields only
/// the type is needed again, and it is always JSON's.
Bytes kept(Response const& response) {
    auto const text = std::to_string(response.status) + ' ' + response.body;
    auto const bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

Response given_back(std::span<std::byte const> kept) {
    auto const text = to_text(kept);
    auto const space = text.find(' ');
    auto const status = integer_from_text(std::string_view{text}.substr(0, space));
    return json_response(static_cast<int>(status.value_or(500)), text.substr(space + 1));
}

}  // namespace

Call::Call(Service& service_in, Route const& route_in, Request request_in, Respond respond)
    : service(service_in),
      route(route_in),
      request(std::move(request_in)),
      respond_(std::move(respond)),
      began_(std::chrono::steady_clock::now()) {
    context.arrived = request.arrived;
    context.now = request.arrived;
    context.request = app::uuid_v7(service.entropy, request.arrived);
    service.entropy.fill(context.salt);
    context.settings = service.settings();
}

void Call::answer(Response response) {
    auto const took = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - began_);
    service.metrics.answered(response.status, static_cast<std::uint64_t>(took.count()));
    respond_(std::move(response));
}

void Call::refuse(Error const& error) {
    if (info(error.code).category == Category::fault) {
        service.metrics.alarm();
        service.log.write(app::Severity::alarm, "request_failed",
                          {{"code", info(error.code).name},
                           {"route", route.path},
                           {"detail", std::string_view{error.detail}}});
    }
    answer(problem(error, service.messages, language()));
}

void Call::answer(Result<Response> result) {
    if (!result) return refuse(result.error());
    answer(*std::move(result));
}

app::Language Call::language() const {
    return app::preferred_language(field(request.headers, "accept-language"));
}

Result<ApplicationId> Call::application() const {
    return service.numbers.application(path.at(0));
}

std::string_view Call::query(std::string_view name) const {
    return query_value(request.query, name);
}

Nonce Call::nonce() const {
    Nonce nonce{};
    service.entropy.fill(nonce);
    return nonce;
}

Response json_response(int status, std::string body) {
    return {.status = status, .body = std::move(body), .headers = {{"Cache-Control", "no-store"}}};
}

Response no_content() {
    return {.status = 204, .content_type = "", .headers = {{"Cache-Control", "no-store"}}};
}

void run_once(CallPtr call, Run run, app::UseCase<Response> use_case,
              std::function<void(Error)> refused) {
    auto const place = "idempotency/" + call->key.key + '/' + call->context.actor.name();
    auto work = [key = call->key, place, nonce = call->nonce(),
                 secret = call->service.keys.service(), use_case = std::move(use_case)](
                    sql::Transaction& tx, app::Context const& context) mutable {
        return app::idempotent(tx, context, key, [&]() -> Result<Bytes> {
            auto const response = TRY(use_case(tx, context));
            return seal(secret, nonce, place, kept(response));
        });
    };
    call->service.lanes.submit(app::Work<Bytes>{
        .context = call->context,
        .use_case = std::move(work),
        .answer =
            [call, place, refused = std::move(refused)](Result<Bytes> sealed) {
                if (!sealed && refused) return refused(sealed.error());
                if (!sealed) return call->refuse(sealed.error());
                auto const opened = open_sealed(call->service.keys.service(), place, *sealed);
                if (!opened) return call->refuse(opened.error());
                call->answer(given_back(*opened));
            },
        .declare = std::move(run.declare),
        .urgency = run.urgency,
        .lane = run.lane});
}

void on_worker(CallPtr call, app::Pool& pool, std::move_only_function<void()> work) {
    auto const taken =
        pool.submit([work = std::move(work)](std::size_t /*thread*/) mutable { work(); });
    if (!taken) call->refuse(taken.error());
}

}  // namespace mpaspor::http
