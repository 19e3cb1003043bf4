// Goal: only what a known client signed, lately and with a token of ours, gets through.
// Method: a real client talks to the gate without a network; then its requests are tampered with.
#include "snap/gate.hpp"

#include "snap/client.hpp"
#include "snap/virtual_account.hpp"
#include "tests/snap/vectors.hpp"

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <functional>
#include <string>
#include <vector>

using namespace mpaspor;
using namespace std::chrono_literals;
using snap::Encoding;
using snap::RsaKey;

namespace {

constexpr Instant kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 12h;
constexpr auto kSecret = "a secret of thirty-two characters";

SecretKey key_of(int fill) {
    std::array<std::byte, SecretKey::kSize> bytes{};
    bytes.fill(std::byte(fill));
    return SecretKey{bytes};
}

snap::Gate gate(Encoding encoding = Encoding::hex) {
    auto key = RsaKey::from_pem(vectors::kPublicPem, RsaKey::Kind::public_key).value();
    return {.clients = {{"bank-1", kSecret, "12345", key, encoding},
                        {"bank-2", "another secret, also thirty-two c", "777", key, encoding}},
            .token_key = key_of(1)};
}

snap::Client::Identity identity(Encoding encoding = Encoding::hex) {
    return {
        .client_id = "bank-1",
        .client_secret = kSecret,
        .partner_id = "12345",
        .private_key = RsaKey::from_pem(vectors::kPrivatePem, RsaKey::Kind::private_key).value(),
        .encoding = encoding,
        .base_path = "/snap"};
}

snap::Incoming incoming(snap::Outgoing const& request) {
    return {.method = "POST",
            .endpoint_url = request.path,
            .headers = request.headers,
            .body = request.body};
}

/// The token and the payment request a client of ours would send.
struct Sent {
    snap::Outgoing token, payment;
};

Sent sent_by(snap::Client::Identity who, snap::Gate const& to) {
    Sent sent;
    auto const send = [&](snap::Outgoing const& request) -> Result<snap::Answer> {
        if (request.path != "/snap/v1.0/access-token/b2b") {
            sent.payment = request;
            return snap::Answer{200, "{}"};
        }
        sent.token = request;
        auto const body = TRY(snap::grant_token(to, incoming(request), kNow));
        return snap::Answer{200, body};
    };
    snap::Client client{std::move(who), send};
    REQUIRE(client.call("/v1.0/transfer-va/payment", R"({ "a" : "b c" })", "17", kNow).has_value());
    return sent;
}

snap::Outgoing without(snap::Outgoing request, std::string const& header) {
    std::erase_if(request.headers, [&](auto const& field) { return field.first == header; });
    return request;
}

snap::Outgoing with(snap::Outgoing request, std::string const& header, std::string const& value) {
    request = without(std::move(request), header);
    request.headers.emplace_back(header, value);
    return request;
}

Code refusal(snap::Outgoing const& request, Instant now = kNow) {
    auto const caller = snap::authenticate(gate(), incoming(request), now);
    REQUIRE_FALSE(caller.has_value());
    return caller.error().code;
}

Code token_refusal(snap::Outgoing const& request, Instant now = kNow) {
    auto const granted = snap::grant_token(gate(), incoming(request), now);
    REQUIRE_FALSE(granted.has_value());
    return granted.error().code;
}

}  // namespace

TEST_CASE("a signed request with our token tells who asks, in both encodings") {
    for (auto const encoding : {Encoding::hex, Encoding::base64}) {
        auto const at = gate(encoding);
        auto const sent = sent_by(identity(encoding), at);
        auto const caller = snap::authenticate(at, incoming(sent.payment), kNow).value();
        CHECK(caller.client_id == "bank-1");
        CHECK(caller.partner_id == "12345");
        CHECK(caller.external_id == "17");
    }
}

TEST_CASE("a request that was changed under way is refused") {
    auto const sent = sent_by(identity(), gate()).payment;
    auto other = sent;
    other.body = R"({"a":"b d"})";
    CHECK(refusal(other) == Code::forbidden);
    other = sent;
    other.path = "/snap/v1.0/transfer-va/inquiry";
    CHECK(refusal(other) == Code::forbidden);
    auto const put = snap::authenticate(
        gate(),
        {.method = "PUT", .endpoint_url = sent.path, .headers = sent.headers, .body = sent.body},
        kNow);
    CHECK_FALSE(put.has_value());
    CHECK(refusal(with(sent, "x-timestamp", "2026-11-22T19:00:01+07:00")) == Code::forbidden);
    auto const signature = std::string{snap::field(sent.headers, "x-signature")};
    CHECK(refusal(with(sent, "x-signature", signature.substr(0, 100))) == Code::forbidden);
    CHECK(refusal(with(sent, "x-signature", std::string(128, '0'))) == Code::forbidden);
}

TEST_CASE("a body that was laid out anew is the same body, re-encoded text is not") {
    auto other = sent_by(identity(), gate()).payment;
    other.body = "{\n\t\"a\" :\"b c\"}";
    CHECK(snap::authenticate(gate(), incoming(other), kNow).has_value());
    other.body = R"({"\u0061":"b c"})";
    CHECK(refusal(other) == Code::forbidden);
}

TEST_CASE("a request signed with another secret is refused") {
    auto forger = identity();
    forger.client_secret = "a guess of thirty-two characters.";
    CHECK(refusal(sent_by(forger, gate()).payment) == Code::forbidden);
}

TEST_CASE("a signature in the other encoding is refused") {
    auto const sent = sent_by(identity(Encoding::hex), gate()).payment;
    CHECK_FALSE(snap::authenticate(gate(Encoding::base64), incoming(sent), kNow).has_value());
}

TEST_CASE("what was signed more than five minutes ago or ahead is refused") {
    auto const sent = sent_by(identity(), gate());
    CHECK(snap::authenticate(gate(), incoming(sent.payment), kNow + 5min).has_value());
    CHECK(refusal(sent.payment, kNow + 5min + 1s) == Code::forbidden);
    CHECK(refusal(sent.payment, kNow - 5min - 1s) == Code::forbidden);
    CHECK(token_refusal(sent.token, kNow + 5min + 1s) == Code::forbidden);
}

TEST_CASE("a token ends after 900 seconds") {
    auto const token = sent_by(identity(), gate()).token;
    auto const authorised = [&](Instant now) {
        // Signed again each time, so that only the token can be too old.
        auto sent = sent_by(identity(), gate()).payment;
        auto const bearer = std::string{snap::field(sent.headers, "authorization")};
        auto const stamp =
            now == kNow + 899s ? "2026-11-22T19:14:59+07:00" : "2026-11-22T19:15:00+07:00";
        snap::SignedRequest const request{.method = "POST",
                                          .endpoint_url = sent.path,
                                          .access_token = std::string_view{bearer}.substr(7),
                                          .body = sent.body,
                                          .timestamp = stamp};
        sent = with(with(sent, "x-timestamp", stamp), "x-signature",
                    snap::sign(kSecret, request, Encoding::hex));
        return snap::authenticate(gate(), incoming(sent), now);
    };
    CHECK(authorised(kNow + 899s).has_value());
    auto const ended = authorised(kNow + 900s);
    REQUIRE_FALSE(ended.has_value());
    CHECK(ended.error().code == Code::not_signed_in);
}

TEST_CASE("a token of another key, cut, changed or invented is refused") {
    auto const sent = sent_by(identity(), gate()).payment;
    auto other_servers = gate();
    other_servers.token_key = key_of(2);
    CHECK_FALSE(snap::authenticate(other_servers, incoming(sent), kNow).has_value());
    auto const bearer = std::string{snap::field(sent.headers, "authorization")};
    for (auto const& token :
         {bearer.substr(0, bearer.size() - 1), bearer + "A", std::string{"Bearer "} + ".",
          std::string{"Bearer x"}, std::string{"Bearer "} + std::string(600, 'a'),
          std::string{"Basic "} + bearer.substr(7)}) {
        CAPTURE(token);
        CHECK(refusal(with(sent, "authorization", token)) == Code::not_signed_in);
    }
    auto withdrawn = gate();
    withdrawn.clients.erase(withdrawn.clients.begin());
    CHECK_FALSE(snap::authenticate(withdrawn, incoming(sent), kNow).has_value());
}

TEST_CASE("a client cannot speak for the partner of another") {
    auto impostor = identity();
    impostor.partner_id = "777";
    CHECK(refusal(sent_by(impostor, gate()).payment) == Code::forbidden);
}

TEST_CASE("each header is needed, once, and X-EXTERNAL-ID is a number of at most 36 digits") {
    auto const sent = sent_by(identity(), gate()).payment;
    for (auto const* name : {"authorization", "x-timestamp", "x-signature", "x-partner-id",
                             "x-external-id", "channel-id"}) {
        CAPTURE(name);
        CHECK(refusal(without(sent, name)) == Code::missing_field);
        auto twice = sent;
        twice.headers.emplace_back(name, std::string{snap::field(sent.headers, name)});
        if (name != std::string_view{"authorization"}) {
            CHECK(refusal(twice) == Code::malformed_request);
        }
    }
    CHECK(snap::authenticate(gate(), incoming(with(sent, "x-external-id", std::string(36, '7'))),
                             kNow)
              .has_value());
    CHECK(refusal(with(sent, "x-external-id", std::string(37, '7'))) == Code::malformed_request);
    CHECK(refusal(with(sent, "x-external-id", "12a")) == Code::malformed_request);
}

TEST_CASE("a token is granted only to a known client that signed its request") {
    auto const sent = sent_by(identity(), gate()).token;
    REQUIRE(snap::grant_token(gate(), incoming(sent), kNow).has_value());
    CHECK(token_refusal(with(sent, "x-client-key", "bank-2")) == Code::forbidden);
    CHECK(token_refusal(with(sent, "x-client-key", "nobody")) == Code::forbidden);
    CHECK(token_refusal(with(sent, "x-timestamp", "2026-11-22T19:00:01+07:00")) == Code::forbidden);
    CHECK(token_refusal(with(sent, "x-signature", std::string(512, '0'))) == Code::forbidden);
    CHECK(token_refusal(without(sent, "x-signature")) == Code::missing_field);
    auto other = sent;
    other.body = R"({"grantType":"password"})";
    CHECK(token_refusal(other) == Code::unknown_value);
    other.body = "";
    CHECK(token_refusal(other) == Code::malformed_json);
}

TEST_CASE("a token's answer says its kind and life as the standard does") {
    auto const body = snap::grant_token(gate(), incoming(sent_by(identity(), gate()).token), kNow);
    CHECK(body.value().starts_with(R"({"responseCode":"2007300",)"));
    CHECK(body.value().ends_with(R"("tokenType":"Bearer","expiresIn":"900"})"));
}

TEST_CASE("a client keeps its token while it lasts and fetches another when it is refused") {
    int tokens = 0;
    int refuse_next = 0;
    auto const at = gate();
    Instant now = kNow;
    snap::Client client{identity(), [&](snap::Outgoing const& request) -> Result<snap::Answer> {
                            if (request.path == "/snap/v1.0/access-token/b2b") {
                                ++tokens;
                                auto const body =
                                    TRY(snap::grant_token(at, incoming(request), now));
                                return snap::Answer{200, body};
                            }
                            if (refuse_next-- > 0) return snap::Answer{401, "{}"};
                            return snap::Answer{200, "{}"};
                        }};
    auto const call = [&] { return client.call("/v1.0/x", "{}", "1", now).value().http_status; };
    CHECK(call() == 200);
    CHECK(call() == 200);
    CHECK(tokens == 1);
    now += 14min + 30s;
    CHECK(call() == 200);
    CHECK(tokens == 2);
    refuse_next = 1;
    CHECK(call() == 200);
    CHECK(tokens == 3);
    refuse_next = 2;
    CHECK(call() == 401);
    CHECK(tokens == 4);
}

TEST_CASE("a client whose token is refused or senseless says that the other side is not there") {
    for (auto const& answer :
         {snap::Answer{401, "{}"}, snap::Answer{200, "<html>"}, snap::Answer{200, "{}"},
          // Would be two header fields, and none at all.
          snap::Answer{200,
                       R"({"responseCode":"2007300","accessToken":"t\nx-a: b","expiresIn":"900"})"},
          snap::Answer{200, R"({"responseCode":"2007300","accessToken":"","expiresIn":"900"})"},
          snap::Answer{200, R"({"responseCode":"2007300","accessToken":"t","expiresIn":900})"},
          snap::Answer{200, R"({"responseCode":"2007300","accessToken":"t","expiresIn":"x"})"}}) {
        snap::Client client{identity(),
                            [&](auto const&) -> Result<snap::Answer> { return answer; }};
        auto const called = client.call("/v1.0/x", "{}", "1", kNow);
        REQUIRE_FALSE(called.has_value());
        CHECK(called.error().code == Code::gateway_unavailable);
    }
}
