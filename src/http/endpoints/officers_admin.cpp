/// The operator's officers: who there is, their first passwords, and their leaving (4.2).

#include "app/office/create_officer.hpp"
#include "app/office/officer_password.hpp"
#include "app/office/read_officers.hpp"
#include "base/text.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/endpoints/officers.hpp"
#include "json/writer.hpp"

#include <string>
#include <vector>

namespace mpaspor::http {
namespace {

using json::Writer;

struct OfficerRequest {
    std::string login, role, office;
};
constexpr auto shape(json::As<OfficerRequest>) {
    return json::closed<OfficerRequest>(json::text_field<&OfficerRequest::login>("login", 32),
                                        json::text_field<&OfficerRequest::role>("role", 64),
                                        json::text_field<&OfficerRequest::office>("office", 64));
}

struct LoginRequest {
    std::string login;
};
constexpr auto shape(json::As<LoginRequest>) {
    return json::closed<LoginRequest>(json::text_field<&LoginRequest::login>("login", 32));
}

struct ActiveRequest {
    std::string login;
    bool active;
};
constexpr auto shape(json::As<ActiveRequest>) {
    return json::closed<ActiveRequest>(json::text_field<&ActiveRequest::login>("login", 32),
                                       json::field<&ActiveRequest::active>("active"));
}

void write_officer(Writer& json, store::OfficerAccount const& account) {
    json.object()
        .member("login", account.officer.login)
        .member("role", account.officer.role)
        .member("office", account.office_code)
        .member("active", account.active)
        .member("created", instant_text(account.officer.created))
        .end();
}

/// The one time that a first password is shown.
Response with_password(int status, std::string_view login, std::string_view password) {
    Writer json;
    json.object().member("login", login).member("password", password).end();
    return json_response(status, std::move(json).text());
}

void create(CallPtr const& call, OfficerRequest const& input, std::string const& password,
            std::string hash) {
    app::CreateOfficer const create{.id = call->service.ids.officer(),
                                    .login = input.login,
                                    .role = input.role,
                                    .office_code = input.office,
                                    .password = std::move(hash)};
    run_use_case<store::Officer>(
        call, {},
        [create](auto& tx, auto const& context) {
            return app::create_officer(tx, context, create);
        },
        [call, password](store::Officer const& officer) {
            call->answer(with_password(201, officer.login, password));
        });
}

void reset(CallPtr const& call, std::string const& login, std::string const& password,
           std::string hash) {
    app::ResetPassword const reset{
        .login = login, .login_index = login_index_of(*call, login), .hash = std::move(hash)};
    run_use_case<bool>(
        call, {},
        [reset](auto& tx, auto const& context) -> Result<bool> {
            TRY(app::reset_password(tx, context, reset));
            return true;
        },
        [call, login, password](bool) { call->answer(with_password(200, login, password)); });
}

}  // namespace

void post_admin_officer(CallPtr call) {
    auto const input = json::parse<OfficerRequest>(call->request.body);
    if (!input) return call->refuse(input.error());
    auto const password = first_password(call->service.entropy);
    hash_then(call, password, [call, input = *input, password](std::string hash) {
        create(call, input, password, std::move(hash));
    });
}

void get_admin_officers(CallPtr call) {
    read_and_answer<std::vector<store::OfficerAccount>>(
        call, [](auto& tx, auto const&) { return app::read_officers(tx); },
        [](std::vector<store::OfficerAccount> const& officers) -> Result<Response> {
            Writer json;
            json.object().array("officers");
            for (auto const& account : officers) write_officer(json, account);
            json.end().end();
            return json_response(200, std::move(json).text());
        });
}

void post_admin_officer_password(CallPtr call) {
    auto const input = json::parse<LoginRequest>(call->request.body);
    if (!input) return call->refuse(input.error());
    auto const password = first_password(call->service.entropy);
    hash_then(call, password, [call, login = input->login, password](std::string hash) {
        reset(call, login, password, std::move(hash));
    });
}

void post_admin_officer_active(CallPtr call) {
    auto const input = json::parse<ActiveRequest>(call->request.body);
    if (!input) return call->refuse(input.error());
    run_use_case<bool>(
        call, {},
        [input = *input](auto& tx, auto const& context) -> Result<bool> {
            TRY(app::set_officer_active(tx, context, input.login, input.active));
            return true;
        },
        [call](bool) { call->answer(no_content()); });
}

}  // namespace mpaspor::http
