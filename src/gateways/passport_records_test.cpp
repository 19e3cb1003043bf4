#include "gateways/passport_records.hpp"

#include "tests/contract/loopback.hpp"
#include "tests/contract/passport_records_contract.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

using namespace mpaspor;
using namespace std::chrono_literals;
using application::KnownPassport;

namespace {

constexpr gateways::CircuitBreaker::Limits kPatient{.failures_max = 100};
identity::Nik const kNik = identity::Nik::parse("1902011505900001").value();

/// What an issuing system that answers `body` is understood to say.
Result<std::optional<KnownPassport>> understood(int status, std::string const& body) {
    contract::Loopback server{
        [&](http::Request const&) { return outside::Reply{.status = status, .body = body}; }};
    gateways::Upstream upstream{server.origin(), {}, kPatient};
    return gateways::PassportRecords{upstream}.find(kNik);
}

}  // namespace

TEST_CASE("the gateway keeps the contract of passport records over HTTP (D10)") {
    outside::Dpri dpri{contract::sample_passports()};
    contract::Loopback server{[&](http::Request const& request) {
        CHECK(request.method == "POST");  // A NIK stands in no address.
        CHECK(request.path == "/dpri/v1/passports/lookups");
        CHECK(request.query == "");
        return dpri.look_up(request.body);
    }};
    gateways::Upstream upstream{
        server.origin(), {.total_max = gateways::PassportRecords::kTimeMax}, kPatient};
    gateways::PassportRecords port{upstream};
    contract::passport_records({.port = port, .set_faults = [&](outside::Faults faults) {
                                    server.between_requests([&] { dpri.faults = faults; });
                                }});
}

TEST_CASE("an issuing system that does not answer in time is not available (D10)") {
    outside::Dpri dpri;
    dpri.faults.slow = 1ms;  // Held back for good by the server.
    contract::Loopback server{
        [&](http::Request const& request) { return dpri.look_up(request.body); }};
    gateways::Upstream upstream{server.origin(), {.total_max = 50ms}, kPatient};
    auto const found = gateways::PassportRecords{upstream}.find(kNik);
    REQUIRE_FALSE(found.has_value());
    CHECK(found.error().code == Code::gateway_unavailable);
}

TEST_CASE("what contradicts itself or the contract is not understood as none (D10)") {
    CHECK(understood(200, R"({"reference":"1","record":"none","new":1})").value() == std::nullopt);
    CHECK(understood(200, R"({"reference":"1","record":"known",)"
                          R"("last":{"expires":"2027-03","reported_lost":true}})")
              .value() ==
          KnownPassport{.expires = std::chrono::year{2027} / 3, .reported_lost = true});
    for (std::string const body :
         {"", "{}", R"({"record":"none"})", R"({"reference":"1","record":"no"})",
          R"({"reference":"1","record":"known"})",
          R"({"reference":"1","record":"none","last":{"expires":"2027-03","reported_lost":true}})",
          R"({"reference":"1","record":"known","last":{"expires":"2027-03"}})",
          R"({"reference":"1","record":"known","last":{"expires":"2027-13","reported_lost":true}})",
          R"({"reference":"1","record":"known","last":{"expires":"2027","reported_lost":true}})"}) {
        CAPTURE(body);
        auto const found = understood(200, body);
        REQUIRE_FALSE(found.has_value());
        CHECK(found.error().code == Code::gateway_unavailable);
    }
    CHECK_FALSE(understood(404, R"({"reference":"1","record":"none"})"));
}

TEST_CASE("an issuing system that fails is spared, and closes again by itself (D10)") {
    outside::Dpri dpri{contract::sample_passports()};
    int asked = 0;
    contract::Loopback server{[&](http::Request const& request) {
        ++asked;
        return dpri.look_up(request.body);
    }};
    gateways::CircuitBreaker::Time now{1h};
    gateways::Upstream upstream{
        server.origin(), {}, {.failures_max = 2, .open = 10s}, [&] { return now; }};
    gateways::PassportRecords passports{upstream};
    server.between_requests([&] { dpri.faults.contradictory = true; });
    for (int i = 0; i < 5; ++i) CHECK_FALSE(passports.find(kNik).has_value());
    CHECK(asked == 2);
    server.between_requests([&] { dpri.faults = {}; });
    now += 10s;
    CHECK(passports.find(kNik).has_value());
    CHECK(passports.find(kNik).has_value());
    CHECK(asked == 4);
}
