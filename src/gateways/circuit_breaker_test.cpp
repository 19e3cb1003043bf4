#include "gateways/circuit_breaker.hpp"

#include <doctest/doctest.h>

#include <chrono>

using namespace std::chrono_literals;
using mpaspor::gateways::CircuitBreaker;
using State = CircuitBreaker::State;

namespace {

constexpr CircuitBreaker::Time kStart{1h};

CircuitBreaker opened() {
    CircuitBreaker breaker{{.failures_max = 3, .open = 10s}};
    for (int i = 0; i < 3; ++i) breaker.failed(kStart);
    return breaker;
}

}  // namespace

TEST_CASE("a breaker opens after that many failures in a row, not before") {
    CircuitBreaker breaker{{.failures_max = 3, .open = 10s}};
    breaker.failed(kStart);
    breaker.failed(kStart);
    CHECK(breaker.allows(kStart));
    breaker.succeeded();
    breaker.failed(kStart);
    breaker.failed(kStart);
    CHECK(breaker.allows(kStart));
    breaker.failed(kStart);
    CHECK_FALSE(breaker.allows(kStart));
    CHECK(breaker.state(kStart) == State::open);
}

TEST_CASE("an open breaker lets one probe through after its time, and no other") {
    auto breaker = opened();
    CHECK_FALSE(breaker.allows(kStart + 9999ms));
    CHECK(breaker.allows(kStart + 10s));
    CHECK_FALSE(breaker.allows(kStart + 10s));
}

TEST_CASE("a probe that succeeds closes the breaker") {
    auto breaker = opened();
    REQUIRE(breaker.allows(kStart + 10s));
    breaker.succeeded();
    CHECK(breaker.allows(kStart + 10s));
    CHECK(breaker.allows(kStart + 10s));
    breaker.failed(kStart + 11s);
    CHECK(breaker.allows(kStart + 11s));
}

TEST_CASE("a probe that fails opens it again for the whole time") {
    auto breaker = opened();
    REQUIRE(breaker.allows(kStart + 10s));
    breaker.failed(kStart + 12s);
    CHECK_FALSE(breaker.allows(kStart + 21s));
    CHECK(breaker.allows(kStart + 22s));
}

TEST_CASE("a probe whose outcome never comes does not close the way for ever") {
    auto breaker = opened();
    REQUIRE(breaker.allows(kStart + 10s));
    CHECK_FALSE(breaker.allows(kStart + 19s));
    CHECK(breaker.allows(kStart + 20s));
}

TEST_CASE("what operators see of a breaker: closed, open, half open while it is tried, closed") {
    CircuitBreaker breaker{{.failures_max = 1, .open = 10s}};
    CHECK(breaker.state(kStart) == State::closed);
    breaker.failed(kStart);
    CHECK(breaker.state(kStart + 9999ms) == State::open);
    CHECK(breaker.state(kStart + 10s) == State::half_open);
    REQUIRE(breaker.allows(kStart + 10s));
    CHECK(breaker.state(kStart + 11s) == State::half_open);
    breaker.failed(kStart + 12s);
    CHECK(breaker.state(kStart + 12s) == State::open);
    REQUIRE(breaker.allows(kStart + 22s));
    breaker.succeeded();
    CHECK(breaker.state(kStart + 22s) == State::closed);
}
