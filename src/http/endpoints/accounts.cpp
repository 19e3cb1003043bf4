/// Sign-in by a one-time code, and the session it opens.

#include "http/endpoints/accounts.hpp"

#include "app/account/contacts.hpp"
#include "app/account/sign_in.hpp"
#include "app/key_names.hpp"
#include "base/text.hpp"
#include "http/caller.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/sessions.hpp"
#include "json/writer.hpp"

namespace mpaspor::http {
namespace {

/// The answer to a code that fits: the cookie, and what a browser sends with it.
Response signed_in(Call const& call, Bytes const& token, Instant expires_at) {
    json::Writer json;
    json.object()
        .member("csrf_token", csrf_token(call.service.keys.service(), sha256(token)))
        .member("expires_at", instant_text(expires_at))
        .end();
    auto response = json_response(201, std::move(json).text());
    response.headers.push_back(
        session_cookie(kSessionCookie, token, expires_at - call.context.arrived));
    return response;
}

/// Opens the session, with a fresh account at hand in case there is none for this contact.
void open_session(CallPtr const& call, CodeEntry const& input, AccountId fresh,
                  Bytes sealed_contact) {
    Bytes token(kTokenBytes);
    call->service.entropy.fill(token);
    std::string const device{device_of(field(call->request.headers, "user-agent"))};
    app::SignIn const sign_in{.code = entered(*call, input, app::kSignInCode),
                              .token_hash = sha256(token),
                              .device = device,
                              .fresh = fresh,
                              .sealed_contact = std::move(sealed_contact),
                              .sealed_notice = account_notice(
                                  *call, {{"but", input.contact.text()}, {"device", device}})};
    run_use_case<app::SignedIn>(
        call, {},
        [sign_in](auto& tx, auto const& context) { return app::sign_in(tx, context, sign_in); },
        [call, token](app::SignedIn const& outcome) {
            if (outcome.code.refusal) return call->refuse(refusal_of(outcome.code));
            call->answer(signed_in(*call, token, outcome.expires_at));
        });
}

/// On a worker, since it writes a key: the account that this contact may get.
void prepare_account(CallPtr const& call, CodeEntry const& input) {
    auto const fresh = call->service.ids.account();
    auto const subject = app::key_of(fresh);
    auto const key = call->service.keys.create(subject);
    if (!key) return call->refuse(key.error());
    auto sealed = seal(*key, call->nonce(), subject, as_bytes(input.contact.text()));
    open_session(call, input, fresh, std::move(sealed));
}

}  // namespace

void post_sign_in_code(CallPtr call) {
    auto const contact = parse_contact(call->request.body);
    if (!contact) return call->refuse(contact.error());
    send_code(call, *contact, app::kSignInCode, app::kSignInCode);
}

void post_session(CallPtr call) {
    auto const input = parse_code_entry(call->request.body);
    if (!input) return call->refuse(input.error());
    call->context.actor = {.kind = app::ActorKind::nobody, .station = "app"};
    call->service.readers.read<std::optional<AccountId>>(
        [index = index_of(*call, input->contact)](auto& tx) {
            return app::find_account(tx, index);
        },
        [call, input = *input](Result<std::optional<AccountId>> account) {
            if (!account) return call->refuse(account.error());
            if (*account) return open_session(call, input, **account, {});
            on_worker(call, call->service.workers, [call, input] { prepare_account(call, input); });
        });
}

void delete_session(CallPtr call) {
    run_use_case<bool>(
        call, {},
        [hash = call->session_hash](auto& tx, auto const& context) -> Result<bool> {
            TRY(app::sign_out(tx, context, hash));
            return true;
        },
        [call](bool) {
            auto response = no_content();
            response.headers.push_back(session_cookie(kSessionCookie, {}, {}));
            call->answer(std::move(response));
        });
}

void get_me(CallPtr call) {
    read_and_answer<std::vector<store::Contact>>(
        call, [](auto& tx, auto const& context) { return app::read_contacts(tx, context); },
        [call](std::vector<store::Contact> const& contacts) -> Result<Response> {
            AccountId const id{call->context.actor.id};
            if (contacts.empty()) return fail(Code::not_signed_in);
            auto const key = TRY(call->service.keys.open(app::key_of(id)));
            auto const contact = TRY(open_contact(key, id, contacts.front().sealed));
            json::Writer json;
            json.object()
                .member("contact", contact.masked())
                .member("contacts_max", call->context.settings->contacts_max)
                .member("applications_max", call->context.settings->applications_max)
                .member("csrf_token", csrf_token(call->service.keys.service(), call->session_hash))
                .member("server_time", instant_text(call->service.clock.now()))
                .end();
            return json_response(200, std::move(json).text());
        });
}

}  // namespace mpaspor::http
