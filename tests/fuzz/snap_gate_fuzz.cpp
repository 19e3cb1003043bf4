/// Whatever header and body a bank sends, without its keys it is let in nowhere; with them it is
/// let in for what it signed and for nothing else. Lines of `name: value`, an empty one, the body.

#include "base/invariant.hpp"
#include "snap/client.hpp"
#include "snap/gate.hpp"
#include "snap/timestamp.hpp"
#include "tests/snap/vectors.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mpaspor::snap {
namespace {

constexpr Instant kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22};
constexpr std::string_view kSecret = "a secret of thirty-two characters";
constexpr std::string_view kPath = "/snap/v1.0/transfer-va/payment";

Gate const& gate() {
    static Gate const made{
        .clients = {{"bank", std::string{kSecret}, "12345",
                     RsaKey::from_pem(vectors::kPublicPem, RsaKey::Kind::public_key).value()}},
        .token_key = SecretKey{std::array<std::byte, SecretKey::kSize>{}}};
    return made;
}

std::string token() {
    auto const key = RsaKey::from_pem(vectors::kPrivatePem, RsaKey::Kind::private_key).value();
    auto const at = format_timestamp(kNow);
    auto const signature = sign(key, token_string_to_sign("bank", at), Encoding::hex).value();
    Fields const headers{{"x-timestamp", at}, {"x-client-key", "bank"}, {"x-signature", signature}};
    auto const answer = grant_token(gate(),
                                    {.method = "POST",
                                     .endpoint_url = kPath,
                                     .headers = headers,
                                     .body = R"({"grantType":"client_credentials"})"},
                                    kNow)
                            .value();
    constexpr std::string_view kBefore = R"("accessToken":")";
    auto const begin = answer.find(kBefore) + kBefore.size();
    return answer.substr(begin, answer.find('"', begin) - begin);
}

struct Sent {
    Fields headers;
    std::string_view body;
};

Sent sent_in(std::string_view text) {
    Sent sent;
    while (!text.empty()) {
        auto const line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (line.empty()) break;
        auto const colon = line.find(": ");
        if (colon == line.npos) continue;
        sent.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    sent.body = text;
    return sent;
}

Result<Caller> ask(Fields const& headers, std::string_view body) {
    return authenticate(
        gate(), {.method = "POST", .endpoint_url = kPath, .headers = headers, .body = body}, kNow);
}

/// The same by somebody who has the secret and a token.
void ask_signed(Sent sent) {
    static auto const access_token = token();
    auto const timestamp = std::string{field(sent.headers, "x-timestamp")};
    std::erase_if(sent.headers, [](auto const& header) {
        return header.first == "authorization" || header.first == "x-signature";
    });
    SignedRequest const request{.method = "POST",
                                .endpoint_url = kPath,
                                .access_token = access_token,
                                .body = sent.body,
                                .timestamp = timestamp};
    sent.headers.emplace_back("authorization", "Bearer " + access_token);
    sent.headers.emplace_back("x-signature", sign(kSecret, request, Encoding::hex));
    auto const caller = ask(sent.headers, sent.body);
    if (!caller) return;
    INVARIANT(caller->client_id == "bank" && caller->partner_id == "12345");
    INVARIANT(caller->external_id == field(sent.headers, "x-external-id"));
    INVARIANT(!caller->external_id.empty() && caller->external_id.size() <= kExternalIdMax);
    auto const at = parse_timestamp(timestamp).value();
    INVARIANT(at >= kNow - kTimestampTolerance && at <= kNow + kTimestampTolerance);
    auto const other = std::string{sent.body} + 'x';
    INVARIANT(ask(sent.headers, other).error().code == Code::forbidden);
    sent.headers.emplace_back("x-timestamp", timestamp);
    INVARIANT(ask(sent.headers, sent.body).error().code == Code::malformed_request);
}

}  // namespace
}  // namespace mpaspor::snap

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor::snap;
    auto const sent = sent_in({reinterpret_cast<char const*>(data), size});
    Incoming const request{
        .method = "POST", .endpoint_url = kPath, .headers = sent.headers, .body = sent.body};
    INVARIANT(!grant_token(gate(), request, kNow).has_value());
    INVARIANT(!authenticate(gate(), request, kNow).has_value());
    ask_signed(sent);
    return 0;
}
