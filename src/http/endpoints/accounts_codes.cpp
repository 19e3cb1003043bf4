#include "app/key_names.hpp"
#include "base/text.hpp"
#include "http/caller.hpp"
#include "http/endpoints/accounts.hpp"
#include "json/writer.hpp"

#include <array>
#include <bit>
#include <utility>

namespace mpaspor::http {

using identity::Contact;

struct CodeRequest {
    Contact contact;
};
constexpr auto shape(json::As<CodeRequest>) {
    return json::closed<CodeRequest>(json::field<&CodeRequest::contact>("contact"));
}
constexpr auto shape(json::As<CodeEntry>) {
    return json::closed<CodeEntry>(json::field<&CodeEntry::contact>("contact"),
                                   json::text_field<&CodeEntry::code>("code", 6));
}

namespace {

constexpr int kResendAfterS = 30;
constexpr std::size_t kNameBytes = 16;

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

}  // namespace

Digest index_of(Call const& call, Contact const& contact) {
    return blind_index(call.service.keys.blind_index(), "contact", contact.text());
}

Digest hash_of(Call const& call, Contact const& contact, std::string_view purpose,
               std::string_view code) {
    return blind_index(call.service.keys.blind_index(), purpose,
                       contact.text() + ' ' + std::string{code});
}

void send_code(CallPtr const& call, Contact const& contact, std::string_view topic,
               std::string_view purpose) {
    auto const code = new_code(call->service.entropy);
    auto notice = app::seal_notice(call->service.keys.service(), call->nonce(),
                                   call->context.request, {{"to", contact.text()}, {"code", code}});
    app::RequestSignInCode const request{.contact_index = index_of(*call, contact),
                                         .code_hash = hash_of(*call, contact, purpose, code),
                                         .sealed = std::move(notice),
                                         .origin = origin_of(*call),
                                         .topic = topic};
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

Result<CodeEntry> parse_code_entry(std::string_view body) {
    return json::parse<CodeEntry>(body);
}

Result<Contact> parse_contact(std::string_view body) {
    auto request = TRY(json::parse<CodeRequest>(body));
    return std::move(request).contact;
}

app::EnteredCode entered(Call const& call, CodeEntry const& entry, std::string_view purpose) {
    return {.contact_index = index_of(call, entry.contact),
            .code_hash = hash_of(call, entry.contact, purpose, entry.code),
            .origin = origin_of(call)};
}

Error refusal_of(app::CodeTried const& tried) {
    Error error{.code = *tried.refusal, .pointer = "/code"};
    if (tried.attempts_left > 0) {
        error.params.push_back({"attempts_left", std::to_string(tried.attempts_left)});
    }
    return error;
}

Bytes account_notice(Call const& call, app::Answers contents, int number) {
    contents.emplace("at", instant_text(call.context.arrived));
    return app::seal_notice(call.service.keys.service(), call.nonce(), call.context.request,
                            contents, number);
}

Result<Contact> open_contact(SecretKey const& key, AccountId account,
                             std::span<std::byte const> sealed) {
    auto const plain = TRY(open_sealed(key, app::key_of(account), sealed));
    return Contact::parse(to_text(plain));
}

std::string public_name(Call const& call, std::string_view kind, Digest const& hash) {
    auto const name = blind_index(call.service.keys.service(), kind, to_hex(hash));
    return to_base64url(std::span{name}.first(kNameBytes));
}

}  // namespace mpaspor::http
