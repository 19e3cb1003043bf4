/// Drafts and what becomes of them.

#include "app/application/read_application.hpp"
#include "app/application/start_application.hpp"
#include "app/application/withdraw_application.hpp"
#include "app/key_names.hpp"
#include "app/rights/reopen_application.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/own_seat.hpp"
#include "http/views.hpp"

namespace mpaspor::http {
namespace {

struct Nothing {};
constexpr auto shape(json::As<Nothing>) {
    return json::closed<Nothing>();
}

Response started(Service const& service, ApplicationId id, Instant now) {
    app::ApplicationView const view{.application = {.id = id, .account = {}, .created = now}};
    return json_response(201, application_json(service, view));
}

/// Before it is paid: the place is free again, whatever becomes of the application.
void give_place_back(CallPtr const& call,
                     Result<void> (*use_case)(sql::Transaction&, app::Context const&,
                                              ApplicationId)) {
    auto const input = json::parse<Nothing>(call->request.body);
    if (!input) return call->refuse(input.error());
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    write_once<void>(
        call, {.urgency = app::Urgency::seat, .declare = own_seat(*id)},
        [id = *id, use_case](auto& tx, auto const& context) { return use_case(tx, context, id); },
        [] { return no_content(); });
}

/// On a worker: the application's key is there before the first thing is sealed under it.
void start(CallPtr const& call) {
    auto const id = call->service.ids.application();
    auto const key = call->service.keys.create(app::key_of(id));
    if (!key) return call->refuse(key.error());
    write_once<void>(
        call, {},
        [id](auto& tx, auto const& context) { return app::start_application(tx, context, {id}); },
        [call, id] { return started(call->service, id, call->context.arrived); });
}

}  // namespace

void post_application(CallPtr call) {
    auto const input = json::parse<Nothing>(call->request.body);
    if (!input) return call->refuse(input.error());
    on_worker(call, call->service.workers, [call] { start(call); });
}

void get_applications(CallPtr call) {
    std::optional<ApplicationId> before;
    if (auto const cursor = call->query("cursor"); !cursor.empty()) {
        auto const id = call->service.numbers.application(cursor);
        if (!id) return call->refuse({id.error().code, "", "/cursor"});
        before = *id;
    }
    read_and_answer<app::ApplicationPage>(
        call,
        [before](auto& tx, auto const& context) {
            return app::list_applications(tx, context, before);
        },
        [call](app::ApplicationPage const& page) -> Result<Response> {
            json::Writer json;
            json.object().array("applications");
            for (auto const& view : page.applications) {
                json.raw_element(summary_json(call->service, view));
            }
            json.end();
            if (page.next) {
                json.member("next_cursor", call->service.numbers.application_number(*page.next));
            } else {
                json.null("next_cursor");
            }
            json.end();
            return json_response(200, std::move(json).text());
        });
}

void get_application(CallPtr call) {
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    read_and_answer<app::ApplicationView>(
        call,
        [id = *id](auto& tx, auto const& context) {
            return app::read_application(tx, context, id);
        },
        [call](app::ApplicationView const& view) -> Result<Response> {
            return json_response(200, application_json(call->service, view));
        });
}

void post_cancellation(CallPtr call) {
    give_place_back(call, app::withdraw_application);
}

void post_reopening(CallPtr call) {
    give_place_back(call, app::reopen_application);
}

}  // namespace mpaspor::http
