/// Sign-in by a one-time code, and the session it opens.

#include "app/account/request_sign_in_code.hpp"
#include "app/account/sign_in.hpp"
#include "app/sealing.hpp"
#include "base/text.hpp"
#include "domain/identity/contact.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/sessions.hpp"
#include "json/writer.hpp"

namespace mpaspor::http {
namespace {

using identity::Contact;

constexpr std::size_t kTokenBytes = 32;
constexpr int kResendAfterS = 30;

struct CodeRequest {
    Contact contact;
};
constexpr auto shape(json::As<CodeRequest>) {
    return json::closed<CodeRequest>(json::field<&CodeRequest::contact>("contact"));
}

struct SessionRequest {
    Contact contact;
    std::string code;
};
constexpr auto shape(json::As<SessionRequest>) {
    return json::closed<SessionRequest>(json::field<&SessionRequest::contact>("contact"),
                                        json::text_field<&SessionRequest::code>("code", 6));
}

Digest index_of(Call const& call, Contact const& contact) {
    return blind_index(call.service.keys.blind_index(), "contact", contact.text());
}
Digest hash_of(Call const& call, Contact const& contact, std::string_view code) {
    return blind_index(call.service.keys.blind_index(), "sign_in_code",
                       contact.text() + ' ' + std::string{code});
}

/// Six digits, each as likely as any other.
std::string new_code(app::Entropy& entropy) {
    constexpr std::uint32_t kCodes = 1'000'000;
    constexpr std::uint32_t kFair = UINT32_MAX - UINT32_MAX % kCodes;
    std::uint32_t value = kFair;
    while (value >= kFair) {
        std::array<std::byte, 4> bytes{};
        entropy.fill(bytes);
        value = std::bit_cast<std::uint32_t>(bytes);
    }
    auto const digits = std::to_string(value % kCodes);
    return std::string(6 - digits.size(), '0') + digits;
}

/// The answer to a code that fits: the cookie, and what a browser sends with it.
Response signed_in(Call const& call, Bytes const& token, Instant expires_at) {
    auto const lasts =
        std::chrono::floor<std::chrono::seconds>(expires_at - call.context.arrived).count();
    json::Writer json;
    json.object()
        .member("csrf_token", csrf_token(call.service.keys.service(), sha256(token)))
        .member("expires_at", instant_text(expires_at))
        .end();
    auto response = json_response(201, std::move(json).text());
    response.headers.emplace_back(
        "Set-Cookie",
        std::string{kSessionCookie} + '=' + to_base64url(token) +
            "; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(lasts));
    return response;
}

Error code_refused(app::SignedIn const& outcome) {
    Error error{.code = *outcome.refusal, .pointer = "/code"};
    if (outcome.attempts_left > 0) {
        error.params.push_back({"attempts_left", std::to_string(outcome.attempts_left)});
    }
    return error;
}

/// Opens the session, with a fresh account at hand in case there is none for this contact.
void open_session(CallPtr const& call, SessionRequest const& input, AccountId fresh,
                  Bytes sealed_contact) {
    Bytes token(kTokenBytes);
    call->service.entropy.fill(token);
    app::SignIn const sign_in{.contact_index = index_of(*call, input.contact),
                              .code_hash = hash_of(*call, input.contact, input.code),
                              .token_hash = sha256(token),
                              .fresh = fresh,
                              .sealed_contact = std::move(sealed_contact)};
    run_use_case<app::SignedIn>(
        call, {},
        [sign_in](auto& tx, auto const& context) { return app::sign_in(tx, context, sign_in); },
        [call, token](app::SignedIn const& outcome) {
            if (outcome.refusal) return call->refuse(code_refused(outcome));
            call->answer(signed_in(*call, token, outcome.expires_at));
        });
}

/// On a worker, since it writes a key: the account that this contact may get.
void prepare_account(CallPtr const& call, SessionRequest const& input) {
    auto const fresh = call->service.ids.account();
    auto const subject = "account/" + std::to_string(fresh.value);
    auto const key = call->service.keys.create(subject);
    if (!key) return call->refuse(key.error());
    auto sealed = seal(*key, call->nonce(), subject, as_bytes(input.contact.text()));
    open_session(call, input, fresh, std::move(sealed));
}

}  // namespace

void post_sign_in_code(CallPtr call) {
    auto const input = json::parse<CodeRequest>(call->request.body);
    if (!input) return call->refuse(input.error());
    auto const code = new_code(call->service.entropy);
    auto const notice =
        app::seal_notice(call->service.keys.service(), call->nonce(), call->context.request,
                         {{"to", input->contact.text()}, {"code", code}});
    app::RequestSignInCode const request{.contact_index = index_of(*call, input->contact),
                                         .code_hash = hash_of(*call, input->contact, code),
                                         .sealed = notice};
    run_use_case<app::SignInCodeSent>(
        call, {},
        [request](auto& tx, auto const& context) {
            return app::request_sign_in_code(tx, context, request);
        },
        [call](app::SignInCodeSent const& sent) {
            json::Writer json;
            json.object()
                .member("expires_at", instant_text(sent.expires_at))
                .member("resend_after_s", kResendAfterS)
                .end();
            call->answer(json_response(202, std::move(json).text()));
        });
}

void post_session(CallPtr call) {
    auto const input = json::parse<SessionRequest>(call->request.body);
    if (!input) return call->refuse(input.error());
    call->context.actor = {.kind = app::ActorKind::nobody, .station = "app"};
    call->service.readers.read<std::optional<store::Account>>(
        [index = index_of(*call, input->contact)](auto& tx) {
            return app::find_account(tx, index);
        },
        [call, input = *input](Result<std::optional<store::Account>> account) {
            if (!account) return call->refuse(account.error());
            if (*account) return open_session(call, input, (*account)->id, {});
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
            response.headers.emplace_back("Set-Cookie", std::string{kSessionCookie} +
                                                            "=; Path=/; Secure; HttpOnly; "
                                                            "SameSite=Lax; Max-Age=0");
            call->answer(std::move(response));
        });
}

void get_me(CallPtr call) {
    read_and_answer<store::Account>(
        call, [](auto& tx, auto const& context) { return app::read_account(tx, context); },
        [call](store::Account const& account) -> Result<Response> {
            auto const subject = "account/" + std::to_string(account.id.value);
            auto const key = TRY(call->service.keys.open(subject));
            auto const plain = TRY(open_sealed(key, subject, account.sealed));
            auto const contact = TRY(Contact::parse(to_text(plain)));
            json::Writer json;
            json.object()
                .member("contact", contact.masked())
                .member("applications_max", call->context.settings->applications_max)
                .member("csrf_token", csrf_token(call->service.keys.service(), call->session_hash))
                .member("server_time", instant_text(call->service.clock.now()))
                .end();
            return json_response(200, std::move(json).text());
        });
}

}  // namespace mpaspor::http
