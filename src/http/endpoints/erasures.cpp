/// Having deleted what was filled in (domain.md 7).

#include "app/rights/erase_account.hpp"
#include "app/rights/erase_application.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/sessions.hpp"

namespace mpaspor::http {
namespace {

/// What keeps the account: applications, or that somebody asks for it.
Error kept(Service const& service, app::AccountErasure const& erasure) {
    if (erasure.asked_for) {
        return {.code = Code::not_allowed_in_state, .params = {{"advice", "asked_for"}}};
    }
    std::string numbers;
    for (auto const id : erasure.in_the_way) {
        if (!numbers.empty()) numbers += ' ';
        numbers += service.numbers.application_number(id);
    }
    return {.code = Code::not_allowed_in_state,
            .params = {{"advice", "kept"}, {"applications", std::move(numbers)}}};
}

/// A piece, and then the next one: each is durable by itself, and whoever repeats the request after
/// a crash goes on where it ended.
void erase_next(CallPtr const& call) {
    run_use_case<app::AccountErasure>(
        call, {}, [](auto& tx, auto const& context) { return app::erase_account(tx, context); },
        [call](app::AccountErasure const& erasure) {
            if (erasure.asked_for || !erasure.in_the_way.empty()) {
                return call->refuse(kept(call->service, erasure));
            }
            if (!erasure.done) {
                call->context.request = app::uuid_v7(call->service.entropy, call->context.arrived);
                return erase_next(call);
            }
            auto response = no_content();
            response.headers.push_back(session_cookie(kSessionCookie, {}, {}));
            call->answer(std::move(response));
        });
}

}  // namespace

void delete_me(CallPtr call) {
    erase_next(call);
}

void delete_application(CallPtr call) {
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    write_once<void>(
        call, {},
        [id = *id](auto& tx, auto const& context) {
            return app::erase_application(tx, context, id);
        },
        [] { return no_content(); });
}

}  // namespace mpaspor::http
