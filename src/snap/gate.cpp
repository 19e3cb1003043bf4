#include "snap/gate.hpp"

#include "base/text.hpp"
#include "json/reader.hpp"
#include "json/writer.hpp"
#include "snap/response.hpp"
#include "snap/timestamp.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace mpaspor::snap {
namespace {

constexpr std::string_view kTokenPurpose = "snap_access_token";
constexpr std::string_view kBearer = "Bearer ";
constexpr std::size_t kTokenMax = 512;

enum class GrantType : std::uint8_t { client_credentials };
constexpr auto names(json::As<GrantType>) {
    return std::array{json::Name{"client_credentials", GrantType::client_credentials}};
}

struct TokenRequest {
    GrantType grant_type;
};
constexpr auto shape(json::As<TokenRequest>) {
    return json::open<TokenRequest>(json::field<&TokenRequest::grant_type>("grantType"));
}

Result<std::string_view> required(Incoming const& request, std::string_view name) {
    std::string_view value;
    for (auto const& [its_name, its_value] : request.headers) {
        if (its_name != name) continue;
        // Twice: the two sides might sign and read different ones.
        if (!value.empty()) return refuse(Code::malformed_request, '/' + std::string{name});
        value = its_value;
    }
    if (value.empty()) return refuse(Code::missing_field, '/' + std::string{name});
    return value;
}

Result<void> is_recent(std::string_view timestamp, Instant now) {
    auto const at = TRY(parse_timestamp(timestamp));
    if (at < now - kTimestampTolerance || at > now + kTimestampTolerance) {
        return fail(Code::forbidden, "timestamp off");
    }
    return {};
}

KnownClient const* find(Gate const& gate, std::string_view client_id) {
    auto const found = std::ranges::find(gate.clients, client_id, &KnownClient::client_id);
    return found == gate.clients.end() ? nullptr : &*found;
}

/// client id '|' end in seconds since 1970.
std::string claim_of(std::string_view client_id, Instant expires) {
    auto const at = std::chrono::floor<std::chrono::seconds>(expires).time_since_epoch().count();
    return std::string{client_id} + '|' + std::to_string(at);
}

/// Claim and its HMAC under the gate's key.
std::string token_of(Gate const& gate, std::string_view claim) {
    return to_base64url(as_bytes(claim)) + '.' +
           to_base64url(blind_index(gate.token_key, kTokenPurpose, claim));
}

/// Whose token it is, when it is ours and has not ended.
Result<KnownClient const*> holder_of(Gate const& gate, std::string_view token, Instant now) {
    auto const dot = token.find('.');
    if (token.size() > kTokenMax || dot == std::string_view::npos) return fail(Code::not_signed_in);
    auto const claim_bytes = from_base64url(token.substr(0, dot));
    if (!claim_bytes) return fail(Code::not_signed_in);
    auto const claim = to_text(*claim_bytes);
    if (!equal_in_constant_time(as_bytes(token_of(gate, claim)), as_bytes(token))) {
        return fail(Code::not_signed_in);
    }
    auto const bar = claim.rfind('|');
    auto const expires = TRY(integer_from_text(std::string_view{claim}.substr(bar + 1)));
    if (now >= Instant{std::chrono::seconds{expires}}) return fail(Code::not_signed_in, "ended");
    auto const* const client = find(gate, std::string_view{claim}.substr(0, bar));
    if (client == nullptr) return fail(Code::not_signed_in, "client withdrawn");
    return client;
}

Result<std::string_view> bearer(Incoming const& request) {
    auto const authorization = TRY(required(request, "authorization"));
    if (!authorization.starts_with(kBearer)) return fail(Code::not_signed_in, "not Bearer");
    return authorization.substr(kBearer.size());
}

Result<std::string_view> external_id_of(Incoming const& request) {
    auto const id = TRY(required(request, "x-external-id"));
    bool const numeric = std::ranges::all_of(id, [](char c) { return c >= '0' && c <= '9'; });
    if (id.size() > kExternalIdMax || !numeric) {
        return refuse(Code::malformed_request, "/x-external-id");
    }
    return id;
}

}  // namespace

std::string_view field(Fields const& fields, std::string_view name) {
    auto const found = std::ranges::find(fields, name, &Fields::value_type::first);
    return found == fields.end() ? std::string_view{} : std::string_view{found->second};
}

Gate gate_for(Agreement const& agreement, SecretKey const& token_key) {
    return {.clients = {{.client_id = agreement.bank_client_id,
                         .client_secret = agreement.bank_client_secret,
                         .partner_id = agreement.partner_service_id,
                         .public_key = agreement.bank_public_key,
                         .encoding = agreement.encoding}},
            .token_key = token_key};
}

Result<std::string> grant_token(Gate const& gate, Incoming const& request, Instant now) {
    auto const timestamp = TRY(required(request, "x-timestamp"));
    auto const client_id = TRY(required(request, "x-client-key"));
    auto const signature = TRY(required(request, "x-signature"));
    TRY(json::parse<TokenRequest>(request.body));
    TRY(is_recent(timestamp, now));
    auto const* const client = find(gate, client_id);
    if (client == nullptr) return fail(Code::forbidden, "unknown client");
    auto const signed_text = token_string_to_sign(client_id, timestamp);
    if (!is_signed(client->public_key, signed_text, signature, client->encoding)) {
        return fail(Code::forbidden, "signature of the token request");
    }
    json::Writer answer;
    answer.object()
        .member("responseCode", response_code(Service::token, Case::successful))
        .member("responseMessage", info(Case::successful).message)
        .member("accessToken", token_of(gate, claim_of(client_id, now + kTokenLife)))
        .member("tokenType", "Bearer")
        .member("expiresIn", std::to_string(kTokenLife.count()))
        .end();
    return std::move(answer).text();
}

Result<Caller> authenticate(Gate const& gate, Incoming const& request, Instant now) {
    auto const token = TRY(bearer(request));
    auto const timestamp = TRY(required(request, "x-timestamp"));
    auto const signature = TRY(required(request, "x-signature"));
    auto const partner_id = TRY(required(request, "x-partner-id"));
    auto const external_id = TRY(external_id_of(request));
    TRY(required(request, "channel-id"));
    auto const* const client = TRY(holder_of(gate, token, now));
    TRY(is_recent(timestamp, now));
    SignedRequest const claimed{.method = request.method,
                                .endpoint_url = request.endpoint_url,
                                .access_token = token,
                                .body = request.body,
                                .timestamp = timestamp};
    if (!is_signed(client->client_secret, claimed, signature, client->encoding)) {
        return fail(Code::forbidden, "signature of the request");
    }
    if (partner_id != client->partner_id) return fail(Code::forbidden, "partner of another client");
    return Caller{client->client_id, client->partner_id, std::string{external_id}};
}

}  // namespace mpaspor::snap
