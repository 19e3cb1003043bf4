/// Where an account is signed in, and how that is ended from elsewhere.

#include "app/account/sessions.hpp"
#include "base/text.hpp"
#include "http/endpoints/accounts.hpp"
#include "http/endpoints/endpoints.hpp"
#include "json/writer.hpp"

#include <algorithm>
#include <vector>

namespace mpaspor::http {
namespace {

std::string name_of(Call const& call, Digest const& token_hash) {
    return public_name(call, "session_name", token_hash);
}

/// When it was last used is told to the hour, as it is kept.
Instant to_the_hour(Instant at) {
    return std::chrono::floor<std::chrono::hours>(at);
}

}  // namespace

void get_sessions(CallPtr call) {
    read_and_answer<std::vector<store::Session>>(
        call, [](auto& tx, auto const& context) { return app::read_sessions(tx, context); },
        [call](std::vector<store::Session> const& sessions) -> Result<Response> {
            json::Writer json;
            json.object().array("sessions");
            for (auto const& session : sessions) {
                json.object()
                    .member("id", name_of(*call, session.token_hash))
                    .member("begun_at", instant_text(session.created))
                    .member("last_used", instant_text(to_the_hour(session.last_used)))
                    .member("expires_at", instant_text(session.expires_at))
                    .member("device", session.device)
                    .member("current", session.token_hash == call->session_hash)
                    .end();
            }
            json.end().end();
            return json_response(200, std::move(json).text());
        });
}

void delete_other_sessions(CallPtr call) {
    run_use_case<bool>(
        call, {},
        [hash = call->session_hash](auto& tx, auto const& context) -> Result<bool> {
            TRY(app::end_other_sessions(tx, context, hash));
            return true;
        },
        [call](bool) { call->answer(no_content()); });
}

void delete_own_session(CallPtr call) {
    call->service.readers.read<std::vector<store::Session>>(
        [call](auto& tx) { return app::read_sessions(tx, call->context); },
        [call](Result<std::vector<store::Session>> sessions) {
            if (!sessions) return call->refuse(sessions.error());
            auto const found = std::ranges::find_if(*sessions, [&](store::Session const& session) {
                return name_of(*call, session.token_hash) == call->path.at(0);
            });
            if (found == sessions->end()) return call->refuse({Code::session_not_found});
            run_use_case<bool>(
                call, {},
                [hash = found->token_hash](auto& tx, auto const& context) -> Result<bool> {
                    TRY(app::end_session(tx, context, hash));
                    return true;
                },
                [call](bool) { call->answer(no_content()); });
        });
}

}  // namespace mpaspor::http
