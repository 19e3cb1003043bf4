#include "outside/sink.hpp"
#include "outside/dpri.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>

using namespace mpaspor;
using namespace std::chrono_literals;

namespace {

constexpr Instant kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 12h;

std::string message(std::string const& id, std::string const& to) {
    return R"({"id":")" + id + R"(","channel":"email","to":")" + to +
           R"(","subject":"Code","text":"123456"})";
}

}  // namespace

TEST_CASE("the sink finds messages by recipient, the newest first") {
    outside::Sink sink;
    CHECK(sink.receive(message("1", "a@example.id"), kNow).status == 201);
    CHECK(sink.receive(message("2", "b@example.id"), kNow + 1s).status == 201);
    CHECK(sink.receive(message("3", "a@example.id"), kNow + 2s).status == 201);
    auto const found = sink.messages("a@example.id", 10);
    REQUIRE(found.size() == 2);
    CHECK(found[0].id == "3");
    CHECK(found[1].id == "1");
    CHECK(sink.messages("", 2).size() == 2);
    CHECK(sink.to_json("b@example.id", 10) ==
          R"({"messages":[{"id":"2","channel":"email","to":"b@example.id","subject":"Code",)"
          R"("text":"123456","received_at":"2026-11-22T12:00:01Z"}]})");
}

TEST_CASE("a message that comes twice is kept once") {
    outside::Sink sink;
    CHECK(sink.receive(message("1", "a@example.id"), kNow).status == 201);
    CHECK(sink.receive(message("1", "a@example.id"), kNow).status == 200);
    CHECK(sink.messages("", 10).size() == 1);
}

TEST_CASE("a sink that is down keeps nothing") {
    outside::Sink sink;
    sink.faults.down = true;
    CHECK(sink.receive(message("1", "a@example.id"), kNow).status == 503);
    sink.faults = {};
    CHECK(sink.messages("", 10).empty());
    CHECK(sink.receive("{}", kNow).status == 400);
}

TEST_CASE("DPRI takes each application once, whatever else the message says") {
    outside::Dpri dpri;
    CHECK(dpri.accept(R"({"id":"a","number":"1"})").status == 201);
    CHECK(dpri.accept(R"({"id":"a","number":"1"})").status == 200);
    CHECK(dpri.accept(R"({"id":"b"})").status == 201);
    CHECK(dpri.accept(R"({"number":"1"})").status == 400);
    CHECK(dpri.to_json() == R"({"count":2})");
}
