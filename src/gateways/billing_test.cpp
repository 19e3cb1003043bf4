#include "gateways/billing.hpp"

#include "tests/contract/biller_contract.hpp"
#include "tests/contract/loopback.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

using namespace mpaspor;
using namespace std::chrono_literals;

namespace {

constexpr gateways::CircuitBreaker::Limits kPatient{.failures_max = 100};

outside::Reply routed(outside::Bank const& bank, http::Request const& request, Instant now) {
    snap::Incoming const in{request.method, request.path, request.headers, request.body};
    if (request.path == "/bank/snap/v1.0/access-token/b2b") return bank.grant_token(in, now);
    CHECK(request.path == "/bank/snap/v1.0/transfer-va/status");
    return bank.status(in, now);
}

}  // namespace

TEST_CASE("the gateway keeps the biller's contract over SNAP (D5)") {
    gateways::SystemClock const clock;
    auto bank = contract::sample_bank();
    contract::Loopback server{
        [&](http::Request const& request) { return routed(bank, request, clock.now()); }};
    gateways::Upstream upstream{
        server.origin(), {.total_max = gateways::Billing::kTimeMax}, kPatient};
    gateways::Billing port{upstream, contract::sample_agreement(), clock, 1};
    contract::biller(
        port, [&](auto const& change) { server.between_requests([&] { change(bank); }); },
        clock.now());
}

TEST_CASE("a bank that refuses our signature is unknown, not a no") {
    gateways::SystemClock const clock;
    auto bank = contract::sample_bank();
    contract::Loopback server{
        [&](http::Request const& request) { return routed(bank, request, clock.now()); }};
    gateways::Upstream upstream{server.origin(), {}, kPatient};
    auto agreement = contract::sample_agreement();
    agreement.biller_client_secret = std::string(32, 'x');
    gateways::Billing port{upstream, agreement, clock, 1};
    auto const answer = port.paid("820220922465628");
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().code == Code::gateway_unavailable);
}
