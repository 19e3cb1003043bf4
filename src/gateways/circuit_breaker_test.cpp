#include "gateways/circuit_breaker.hpp"

#include <doctest/doctest.h>

#include <chrono>

using namespace std::chrono_literals;
using mpaspor::gateways::CircuitBreaker;

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
    CHECK(breaker.is_open(kStart));
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
