#include "gateways/messenger.hpp"

#include "gateways/dpri.hpp"
#include "outside/dpri.hpp"
#include "tests/contract/loopback.hpp"
#include "tests/contract/messenger_contract.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;

namespace {

constexpr gateways::CircuitBreaker::Limits kPatient{.failures_max = 100};

}  // namespace

TEST_CASE("the gateway keeps the messenger's contract over HTTP") {
    outside::Sink sink;
    contract::Loopback server{[&](http::Request const& request) {
        CHECK(request.path == "/sink/messages");
        return sink.receive(request.body, request.arrived);
    }};
    gateways::Upstream upstream{server.origin(), {}, kPatient};
    gateways::HttpMessenger port{upstream};
    contract::messenger(port,
                        [&](auto const& look) { server.between_requests([&] { look(sink); }); });
}

TEST_CASE("DPRI takes an application once however often it is sent, and is told again later") {
    outside::Dpri dpri;
    contract::Loopback server{[&](http::Request const& request) {
        CHECK(request.path == "/dpri/v1/applications");
        return dpri.accept(request.body);
    }};
    gateways::Upstream upstream{server.origin(), {}, kPatient};
    gateways::Dpri port{upstream};
    server.between_requests([&] { dpri.faults.down = true; });
    CHECK_FALSE(port.send({.id = "a", .body = "{}"}).has_value());
    server.between_requests([&] { dpri.faults = {}; });
    CHECK(port.send({.id = "a", .body = R"({"number":"1"})"}).has_value());
    CHECK(port.send({.id = "a", .body = R"({"number":"1"})"}).has_value());
    server.between_requests([&] { CHECK(dpri.count() == 1); });
}
