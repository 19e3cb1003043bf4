#include "gateways/upstream.hpp"

#include "tests/contract/loopback.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

using namespace mpaspor;
using namespace std::chrono_literals;
using gateways::HttpClient;
using State = gateways::CircuitBreaker::State;

namespace {

Code error_of(Result<HttpClient::Answer> const& answer) {
    REQUIRE_FALSE(answer.has_value());
    return answer.error().code;
}

}  // namespace

TEST_CASE("a request arrives as it was sent, and any status is an answer") {
    contract::Loopback server{[](http::Request const& request) {
        return outside::Reply{.status = 404,
                              .body = request.method + ' ' + request.path + ' ' +
                                      std::string{http::field(request.headers, "x-one")} + ' ' +
                                      request.body};
    }};
    HttpClient const client{server.origin(), {}};
    auto const answer =
        client.send({.path = "/a/b", .headers = {{"X-One", "1"}}, .body = "text"}).value();
    CHECK(answer.status == 404);
    CHECK(answer.body == "POST /a/b 1 text");
    CHECK(client.send({.method = "GET", .path = "/c"}).value().body == "GET /c  ");
}

TEST_CASE("a body of more than a kilobyte is sent without waiting for leave") {
    contract::Loopback server{[](http::Request const& request) {
        CHECK(http::field(request.headers, "expect").empty());
        return outside::Reply{.body = std::to_string(request.body.size())};
    }};
    HttpClient const client{server.origin(), {}};
    CHECK(client.send({.path = "/", .body = std::string(20'000, 'x')}).value().body == "20000");
}

TEST_CASE("an answer longer than allowed is cut off and refused") {
    contract::Loopback server{
        [](http::Request const&) { return outside::Reply{.body = std::string(1001, 'x')}; }};
    HttpClient const strict{server.origin(), {.answer_bytes_max = 1000}};
    CHECK(error_of(strict.send({.path = "/"})) == Code::gateway_unavailable);
    HttpClient const just_enough{server.origin(), {.answer_bytes_max = 1001}};
    CHECK(just_enough.send({.path = "/"}).value().body.size() == 1001);
}

TEST_CASE("a redirect is not followed") {
    contract::Loopback server{[](http::Request const&) { return outside::Reply{.status = 302}; }};
    HttpClient const client{server.origin(), {}};
    CHECK(client.send({.path = "/"}).value().status == 302);
}

TEST_CASE("only http and https are spoken, and a header cannot smuggle another") {
    CHECK(error_of(HttpClient{"file://", {}}.send({.path = "/etc/passwd"})) ==
          Code::gateway_unavailable);
    CHECK(error_of(HttpClient{"http://127.0.0.1:1", {}}.send(
              {.path = "/", .headers = {{"X-One", "1\r\nX-Two: 2"}}})) == Code::internal);
}

TEST_CASE("nobody there, and no answer in time, are the same to the caller") {
    std::string gone;
    {
        contract::Loopback const server{[](http::Request const&) { return outside::Reply{}; }};
        gone = server.origin();
    }
    CHECK(error_of(HttpClient{gone, {}}.send({.path = "/"})) == Code::gateway_unavailable);
    contract::Loopback silent{[](http::Request const&) { return outside::Reply{.delay = 1ms}; }};
    CHECK(error_of(HttpClient{silent.origin(), {.total_max = 50ms}}.send({.path = "/"})) ==
          Code::gateway_unavailable);
}

TEST_CASE("an upstream that fails is spared until a probe succeeds") {
    int asked = 0;
    int status = 503;
    contract::Loopback server{[&](http::Request const&) {
        ++asked;
        return outside::Reply{.status = status};
    }};
    gateways::CircuitBreaker::Time now{1h};
    gateways::Upstream upstream{
        server.origin(), {}, {.failures_max = 2, .open = 10s}, [&] { return now; }};
    CHECK(error_of(upstream.send({.path = "/"})) == Code::gateway_unavailable);
    CHECK(error_of(upstream.send({.path = "/"})) == Code::gateway_unavailable);
    CHECK(upstream.state() == State::open);
    CHECK(error_of(upstream.send({.path = "/"})) == Code::gateway_unavailable);
    CHECK(asked == 2);
    now += 10s;
    CHECK(upstream.state() == State::half_open);
    server.between_requests([&] { status = 404; });
    CHECK(upstream.send({.path = "/"}).value().status == 404);
    CHECK(upstream.state() == State::closed);
    CHECK(asked == 3);
}

TEST_CASE(
    "an upstream that talks nonsense is spared as well; a refused question costs it nothing") {
    int status = 200;
    contract::Loopback server{
        [&](http::Request const&) { return outside::Reply{.status = status, .body = "nonsense"}; }};
    gateways::Upstream upstream{server.origin(), {}, {.failures_max = 2, .open = 10s}};
    auto const ask = [&] {
        return upstream.send({.path = "/"}, [](HttpClient::Answer const& answer) {
            return answer.status != 200 || answer.body == "sense";
        });
    };
    CHECK(error_of(ask()) == Code::gateway_unavailable);
    CHECK(upstream.state() == State::closed);
    server.between_requests([&] { status = 400; });
    for (int i = 0; i < 5; ++i) CHECK(ask().value().status == 400);
    server.between_requests([&] { status = 200; });
    CHECK(error_of(ask()) == Code::gateway_unavailable);
    CHECK(upstream.state() == State::closed);  // A 400 is a sign of life.
    CHECK(error_of(ask()) == Code::gateway_unavailable);
    CHECK(upstream.state() == State::open);
}
