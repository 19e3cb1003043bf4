#include "gateways/dukcapil.hpp"

#include "outside/dukcapil.hpp"
#include "tests/contract/civil_registry_contract.hpp"
#include "tests/contract/loopback.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

using namespace mpaspor;
using namespace std::chrono_literals;

namespace {

constexpr gateways::CircuitBreaker::Limits kPatient{.failures_max = 100};

/// What a registry that answers `body` is understood to say.
Result<identity::RegistryAnswer> understood(int status, std::string const& body) {
    contract::Loopback server{
        [&](http::Request const&) { return outside::Reply{.status = status, .body = body}; }};
    gateways::Upstream upstream{server.origin(), {}, kPatient};
    return gateways::Dukcapil{upstream}.check(contract::sample_citizens().front().record);
}

}  // namespace

TEST_CASE("the gateway keeps the registry's contract over HTTP (002-F5)") {
    outside::Dukcapil dukcapil{contract::sample_citizens(), std::string{contract::kMatchPrefix}};
    contract::Loopback server{[&](http::Request const& request) {
        CHECK(request.path == "/dukcapil/v1/verifications");
        return dukcapil.verify(request.body);
    }};
    gateways::Upstream upstream{
        server.origin(), {.total_max = gateways::Dukcapil::kTimeMax}, kPatient};
    gateways::Dukcapil port{upstream};
    contract::civil_registry({.port = port, .set_faults = [&](outside::Faults faults) {
                                  server.between_requests([&] { dukcapil.faults = faults; });
                              }});
}

TEST_CASE("a registry that does not answer in time is not available") {
    outside::Dukcapil dukcapil{contract::sample_citizens(), ""};
    dukcapil.faults.slow = 1ms;  // Held back for good by the server.
    contract::Loopback server{
        [&](http::Request const& request) { return dukcapil.verify(request.body); }};
    gateways::Upstream upstream{server.origin(), {.total_max = 50ms}, kPatient};
    auto const answer =
        gateways::Dukcapil{upstream}.check(contract::sample_citizens().front().record);
    REQUIRE_FALSE(answer.has_value());
    CHECK(answer.error().code == Code::registry_unavailable);
}

TEST_CASE("an answer that contradicts itself, or the contract, is no answer") {
    std::string const fields = R"({"nama":"SESUAI","tgl_lahir":"SESUAI","tempat_lahir":"SESUAI",)"
                               R"("jenis_kelamin":"SESUAI","no_kk":"SESUAI","nama_ibu":"SESUAI"})";
    CHECK(understood(200, R"({"referensi":"1","status":"DITEMUKAN","hasil":)" + fields + "}"));
    CHECK(understood(200, R"({"referensi":"1","status":"TIDAK_DITEMUKAN","baru":1})"));
    for (auto const& body :
         {std::string{}, std::string{"{}"},
          std::string{R"({"referensi":"1","status":"DITEMUKAN"})"},
          std::string{R"({"referensi":"1","status":"SESUAI"})"},
          R"({"referensi":"1","status":"GANDA","hasil":)" + fields + "}",
          std::string{R"({"referensi":"1","status":"DITEMUKAN","hasil":{"nama":"SESUAI"}})"}}) {
        CAPTURE(body);
        auto const answer = understood(200, body);
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().code == Code::registry_unavailable);
    }
    CHECK_FALSE(understood(404, R"({"referensi":"1","status":"TIDAK_DITEMUKAN"})"));
}

TEST_CASE(
    "a registry that is down, talks nonsense or has no quota left is spared, then tried again") {
    outside::Dukcapil dukcapil{contract::sample_citizens(), ""};
    int asked = 0;
    contract::Loopback server{[&](http::Request const& request) {
        ++asked;
        return dukcapil.verify(request.body);
    }};
    auto const person = contract::sample_citizens().front().record;
    for (auto const& faults :
         {outside::Faults{.down = true}, outside::Faults{.garbage = true},
          outside::Faults{.quota_exceeded = true}, outside::Faults{.contradictory = true}}) {
        gateways::CircuitBreaker::Time now{1h};
        gateways::Upstream upstream{
            server.origin(), {}, {.failures_max = 2, .open = 10s}, [&] { return now; }};
        gateways::Dukcapil registry{upstream};
        server.between_requests([&] {
            dukcapil.faults = faults;
            asked = 0;
        });
        for (int i = 0; i < 5; ++i) {
            auto const answer = registry.check(person);
            REQUIRE_FALSE(answer.has_value());
            CHECK(answer.error().code == Code::registry_unavailable);
        }
        CHECK(asked == 2);
        now += 10s;
        CHECK_FALSE(registry.check(person).has_value());  // The probe.
        CHECK_FALSE(registry.check(person).has_value());
        CHECK(asked == 3);
        server.between_requests([&] { dukcapil.faults = {}; });
        now += 10s;
        CHECK(registry.check(person).has_value());
        CHECK(registry.check(person).has_value());
        CHECK(asked == 5);
    }
}
