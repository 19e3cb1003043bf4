#include "outside/faults.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace mpaspor;
using namespace std::chrono_literals;
using outside::Faults;
using outside::System;

TEST_CASE("a fault order sets what it names and switches off the rest") {
    auto const order = outside::parse_fault_order(
        R"({"system":"bank","late":true,"slow_ms":250,"wrong_amount_by":-1000})");
    CHECK(order.value().system == System::bank);
    CHECK(order->faults == Faults{.slow = 250ms, .late = true, .wrong_amount_by = Rupiah{-1000}});
    CHECK(outside::parse_fault_order(R"({"system":"sink"})").value().faults == Faults{});
}

TEST_CASE("what the switches show can be set again") {
    for (auto const system : {System::dukcapil, System::bank, System::sink, System::dpri}) {
        Faults faults{.down = true, .garbage = true};
        if (system == System::bank) {
            faults.forged_signature = true;
            faults.statement_drop = faults.statement_change = true;
            faults.statement_add = faults.statement_twice = true;
        }
        if (system == System::dukcapil) faults.quota_exceeded = true;
        if (system == System::dpri) faults.contradictory = true;
        auto const order = outside::parse_fault_order(outside::to_json(system, faults));
        CHECK(order.value().system == system);
        CHECK(order->faults == faults);
    }
}

TEST_CASE("a switch of another system, or no switch at all, is refused") {
    CHECK_FALSE(outside::parse_fault_order(R"({"system":"sink","late":true})").has_value());
    for (auto const* name : {"drop", "change", "add", "twice"}) {
        auto const order = R"({"system":"dpri","statement_)" + std::string{name} + "\":true}";
        CHECK_FALSE(outside::parse_fault_order(order).has_value());
    }
    CHECK_FALSE(outside::parse_fault_order(R"({"system":"bank","quota_exceeded":1})").has_value());
    CHECK_FALSE(outside::parse_fault_order(R"({"system":"sink","contradictory":true})"));
    CHECK_FALSE(outside::parse_fault_order(R"({"system":"mail"})").has_value());
    CHECK_FALSE(outside::parse_fault_order(R"({"system":"bank","lat":true})").has_value());
    CHECK_FALSE(outside::parse_fault_order(R"({"system":"bank","slow_ms":-1})").has_value());
}

TEST_CASE("a system that is down answers 503, one that talks nonsense no JSON") {
    CHECK_FALSE(outside::broken(Faults{.slow = 5ms}).has_value());
    CHECK(outside::broken(Faults{.down = true}).value().status == 503);
    CHECK(outside::broken(Faults{.slow = 5ms, .garbage = true}).value().delay == 5ms);
}
