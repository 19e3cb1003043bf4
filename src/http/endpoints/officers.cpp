/// Officers sign in by login and password, at a station that names itself (4.2).

#include "http/endpoints/officers.hpp"

#include "app/office/officer_password.hpp"
#include "app/office/officer_sign_in.hpp"
#include "base/text.hpp"
#include "domain/office/officer.hpp"
#include "http/caller.hpp"
#include "http/endpoints/accounts.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/sessions.hpp"
#include "json/writer.hpp"

#include <algorithm>
#include <vector>

namespace mpaspor::http {
namespace {

constexpr std::size_t kLoginMax = 32, kStationMax = 32;

struct OfficerSessionRequest {
    std::string login, password, station;
};
constexpr auto shape(json::As<OfficerSessionRequest>) {
    using R = OfficerSessionRequest;
    return json::closed<R>(json::text_field<&R::login>("login", kLoginMax),
                           json::text_field<&R::password>("password", office::kPasswordMax),
                           json::text_field<&R::station>("station", kStationMax));
}

struct PasswordRequest {
    std::string current_password, new_password;
};
constexpr auto shape(json::As<PasswordRequest>) {
    using R = PasswordRequest;
    return json::closed<R>(
        json::text_field<&R::current_password>("current_password", office::kPasswordMax),
        json::text_field<&R::new_password>("new_password", office::kPasswordMax));
}

std::string name_of(Call const& call, Digest const& token_hash) {
    return public_name(call, "officer_session_name", token_hash);
}

Response signed_in(Call const& call, Bytes const& token, app::OfficerSignedIn const& outcome) {
    json::Writer json;
    json.object()
        .member("csrf_token", csrf_token(call.service.keys.service(), sha256(token)))
        .member("expires_at", instant_text(outcome.expires_at))
        .member("must_change_password", outcome.must_change_password)
        .end();
    auto response = json_response(201, std::move(json).text());
    response.headers.push_back(
        session_cookie(kOfficerCookie, token, outcome.expires_at - call.context.arrived));
    return response;
}

void open_session(CallPtr const& call, OfficerSessionRequest const& input,
                  app::EnteredPassword entered) {
    Bytes token(kTokenBytes);
    call->service.entropy.fill(token);
    app::OfficerSignIn const sign_in{
        .login = input.login,
        .password = std::move(entered),
        .token_hash = sha256(token),
        .station = input.station,
        .device = std::string{device_of(field(call->request.headers, "user-agent"))}};
    run_use_case<app::OfficerSignedIn>(
        call, {},
        [sign_in](auto& tx, auto const& context) {
            return app::officer_sign_in(tx, context, sign_in);
        },
        [call, token](app::OfficerSignedIn const& outcome) {
            if (outcome.refusal) return call->refuse(*outcome.refusal);
            call->answer(signed_in(*call, token, outcome));
        });
}

void save_password(CallPtr const& call, app::EnteredPassword current, std::string hash) {
    app::ChangePassword const change{
        .current = std::move(current), .hash = std::move(hash), .session_hash = call->session_hash};
    run_use_case<std::optional<Error>>(
        call, {},
        [change](auto& tx, auto const& context) {
            return app::change_password(tx, context, change);
        },
        [call](std::optional<Error> const& refusal) {
            if (refusal) return call->refuse(*refusal);
            call->answer(no_content());
        });
}

/// The current one is compared before the new one is hashed: a wrong one costs one hash.
void change_password(CallPtr const& call, std::string const& login, PasswordRequest const& input) {
    auto const fits = office::check_new_password(input.new_password, input.current_password, login);
    if (!fits) {
        auto error = fits.error();
        error.pointer = "/new_password";
        return call->refuse(error);
    }
    compare_then(call, login, input.current_password,
                 [call, next = input.new_password](app::EnteredPassword current) {
                     if (!current.fits) return save_password(call, std::move(current), {});
                     hash_then(call, next, [call, current](std::string hash) {
                         save_password(call, current, std::move(hash));
                     });
                 });
}

void end_session(CallPtr const& call, Digest const& token_hash, Response done) {
    run_use_case<bool>(
        call, {},
        [token_hash](auto& tx, auto const& context) -> Result<bool> {
            TRY(app::end_officer_session(tx, context, token_hash));
            return true;
        },
        [call, done = std::move(done)](bool) { call->answer(done); });
}

}  // namespace

void post_officer_session(CallPtr call) {
    auto const input = json::parse<OfficerSessionRequest>(call->request.body);
    if (!input) return call->refuse(input.error());
    if (auto const station = office::check_station(input->station); !station) {
        return call->refuse({station.error().code, "", "/station"});
    }
    compare_then(call, input->login, input->password,
                 [call, input = *input](app::EnteredPassword entered) {
                     open_session(call, input, std::move(entered));
                 });
}

void delete_officer_session(CallPtr call) {
    auto done = no_content();
    done.headers.push_back(session_cookie(kOfficerCookie, {}, {}));
    end_session(call, call->session_hash, std::move(done));
}

void get_officer(CallPtr call) {
    read_and_answer<store::OfficerAccount>(
        call, [](auto& tx, auto const& context) { return app::read_officer(tx, context); },
        [call](store::OfficerAccount const& account) -> Result<Response> {
            json::Writer json;
            json.object()
                .member("login", account.officer.login)
                .member("role", account.officer.role)
                .member("office", account.office_code)
                .member("region", account.region)
                .member("station", call->context.actor.station)
                .member("must_change_password", account.must_change)
                .member("csrf_token", csrf_token(call->service.keys.service(), call->session_hash))
                .member("server_time", instant_text(call->service.clock.now()))
                .end();
            return json_response(200, std::move(json).text());
        });
}

void get_officer_sessions(CallPtr call) {
    read_and_answer<std::vector<store::OfficerSession>>(
        call, [](auto& tx, auto const& context) { return app::read_officer_sessions(tx, context); },
        [call](std::vector<store::OfficerSession> const& sessions) -> Result<Response> {
            json::Writer json;
            json.object().array("sessions");
            for (auto const& session : sessions) {
                json.object()
                    .member("id", name_of(*call, session.token_hash))
                    .member("begun_at", instant_text(session.created))
                    .member("expires_at", instant_text(session.expires_at))
                    .member("station", session.station)
                    .member("device", session.device)
                    .member("current", session.token_hash == call->session_hash)
                    .end();
            }
            json.end().end();
            return json_response(200, std::move(json).text());
        });
}

void delete_own_officer_session(CallPtr call) {
    call->service.readers.read<std::vector<store::OfficerSession>>(
        [call](auto& tx) { return app::read_officer_sessions(tx, call->context); },
        [call](Result<std::vector<store::OfficerSession>> sessions) {
            if (!sessions) return call->refuse(sessions.error());
            auto const found = std::ranges::find_if(*sessions, [&](auto const& session) {
                return name_of(*call, session.token_hash) == call->path.at(0);
            });
            if (found == sessions->end()) return call->refuse({Code::session_not_found});
            end_session(call, found->token_hash, no_content());
        });
}

void put_officer_password(CallPtr call) {
    auto const input = json::parse<PasswordRequest>(call->request.body);
    if (!input) return call->refuse(input.error());
    call->service.readers.read<store::OfficerAccount>(
        [call](auto& tx) { return app::read_officer(tx, call->context); },
        [call, input = *input](Result<store::OfficerAccount> account) {
            if (!account) return call->refuse(account.error());
            change_password(call, account->officer.login, input);
        });
}

}  // namespace mpaspor::http
