#include "gateways/bank_statement.hpp"

#include "tests/contract/bank_statement_contract.hpp"
#include "tests/contract/loopback.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace mpaspor;

namespace {

constexpr gateways::CircuitBreaker::Limits kPatient{.failures_max = 100};

outside::Reply routed(outside::Bank const& bank, http::Request const& request, Instant now) {
    snap::Incoming const in{request.method, request.path, request.headers, request.body};
    if (request.path == "/bank/snap/v1.0/access-token/b2b") return bank.grant_token(in, now);
    CHECK(request.path == "/bank/snap/v1.0/bank-statement");
    return bank.statement(in, now);
}

}  // namespace

TEST_CASE("the gateway keeps the statement's contract over SNAP (D4)") {
    gateways::SystemClock const clock;
    auto bank = contract::sample_bank();
    contract::Loopback server{
        [&](http::Request const& request) { return routed(bank, request, clock.now()); }};
    gateways::Upstream upstream{server.origin(), {}, kPatient};
    gateways::SnapStatement port{upstream, contract::sample_agreement(), clock, 1};
    contract::bank_statement(
        port, [&](auto const& change) { server.between_requests([&] { change(bank); }); },
        clock.now());
}

TEST_CASE("a statement that is refused, of another day or without an end is none (D4)") {
    gateways::SystemClock const clock;
    auto bank = contract::sample_bank();
    std::string page = R"({"responseCode":"4031401","responseMessage":"no"})";
    contract::Loopback server{[&](http::Request const& request) -> outside::Reply {
        if (request.path != "/bank/snap/v1.0/bank-statement") {
            return routed(bank, request, clock.now());
        }
        return {.body = page};
    }};
    gateways::Upstream upstream{server.origin(), {}, kPatient};
    gateways::SnapStatement port{upstream, contract::sample_agreement(), clock, 1};
    auto const date = date_in(Zone::wib, clock.now());
    auto const line = [](std::string const& time, std::string const& value) {
        return R"({"responseCode":"2001400","hasMore":"N","detailData":[{"partnerServiceId":)"
               R"("   12345","customerNo":"1","virtualAccountNo":"   123451",)"
               R"("paymentRequestId":"r","paidAmount":{"value":")" +
               value + R"(","currency":"IDR"},"trxDateTime":")" + time + "\"}]}";
    };
    for (auto const& body :
         {std::string{R"({"responseCode":"4031401","responseMessage":"no"})"},
          std::string{R"({"responseCode":"2001400","hasMore":"Y","detailData":[]})"},
          line("2020-01-01T08:00:00+07:00", "1.00"), line("2020-01-01T08:00:00+07:00", "0.00")}) {
        page = body;
        auto const answer = port.of_day(date);
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().code == Code::gateway_unavailable);
    }
}
