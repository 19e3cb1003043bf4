#include "snap/client.hpp"

#include "base/text.hpp"
#include "json/reader.hpp"
#include "snap/response.hpp"
#include "snap/timestamp.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace mpaspor::snap {
namespace {

constexpr std::size_t kTokenMax = 2048;
/// A token is given back this long before it ends, for the time the request is under way.
constexpr std::chrono::seconds kTokenMargin{30};
constexpr std::chrono::hours kTokenLifeMax{24};
constexpr int kUnauthorized = 401;
constexpr int kOk = 200;

/// expiresIn is a text in the standard.
struct Seconds {
    std::chrono::seconds count;
    static Result<Seconds> parse(std::string_view text) {
        auto const number = TRY(integer_from_text(text));
        return Seconds{std::min<std::chrono::seconds>(std::chrono::seconds{number}, kTokenLifeMax)};
    }
};

struct Token {
    std::string response_code;
    std::string text;
    Seconds life;
};
constexpr auto shape(json::As<Token>) {
    return json::open<Token>(json::text_field<&Token::response_code>("responseCode", 7),
                             json::text_field<&Token::text>("accessToken", kTokenMax),
                             json::field<&Token::life>("expiresIn"));
}

Result<Token> parse_token(Answer const& answer) {
    if (answer.http_status != kOk) return fail(Code::gateway_unavailable, "refused");
    auto token = TRY(json::parse<Token>(answer.body));
    if (case_of(Service::token, token.response_code) != Case::successful) {
        return fail(Code::gateway_unavailable, "refused");
    }
    // It goes into a header field, where a blank or a line's end would begin something else.
    bool const visible =
        std::ranges::all_of(token.text, [](char c) { return c > ' ' && c < '\x7f'; });
    if (token.text.empty() || !visible) return fail(Code::gateway_unavailable, "no token");
    return token;
}

}  // namespace

Client::Client(Identity identity, Send send)
    : identity_(std::move(identity)), send_(std::move(send)) {}

Result<std::string> Client::token(Instant now) {
    if (!token_.empty() && now < token_expires_) return token_;
    auto const timestamp = format_timestamp(now);
    auto const to_sign = token_string_to_sign(identity_.client_id, timestamp);
    auto const signature = TRY(sign(identity_.private_key, to_sign, identity_.encoding));
    auto const answer = TRY(send_({.path = identity_.base_path + "/v1.0/access-token/b2b",
                                   .headers = {{"content-type", "application/json"},
                                               {"x-timestamp", timestamp},
                                               {"x-client-key", identity_.client_id},
                                               {"x-signature", signature}},
                                   .body = R"({"grantType":"client_credentials"})"}));
    auto fetched = parse_token(answer);
    if (!fetched) return fail(Code::gateway_unavailable, "token: " + fetched.error().detail);
    token_ = std::move(fetched->text);
    token_expires_ = now + fetched->life.count - kTokenMargin;
    return token_;
}

Result<Answer> Client::send_signed(std::string const& service_path, std::string const& body,
                                   std::string const& external_id, Instant now) {
    auto const access_token = TRY(token(now));
    auto path = identity_.base_path + service_path;
    auto const timestamp = format_timestamp(now);
    SignedRequest const request{.method = "POST",
                                .endpoint_url = path,
                                .access_token = access_token,
                                .body = body,
                                .timestamp = timestamp};
    auto signature = sign(identity_.client_secret, request, identity_.encoding);
    return send_({.path = path,
                  .headers = {{"content-type", "application/json"},
                              {"authorization", "Bearer " + access_token},
                              {"x-timestamp", timestamp},
                              {"x-signature", std::move(signature)},
                              {"x-partner-id", identity_.partner_id},
                              {"x-external-id", external_id},
                              {"channel-id", "95221"}},
                  .body = body});
}

Result<Answer> Client::call(std::string const& service_path, std::string const& body,
                            std::string const& external_id, Instant now) {
    bool const kept_token = !token_.empty() && now < token_expires_;
    auto answer = TRY(send_signed(service_path, body, external_id, now));
    if (answer.http_status != kUnauthorized || !kept_token) return answer;
    token_.clear();
    return send_signed(service_path, body, external_id, now);
}

}  // namespace mpaspor::snap
