#include "outside/dpri.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace mpaspor;
using outside::Dpri;
using outside::parse_passports;

namespace {

constexpr std::string_view kTable =
    "nik\tnumber\tissued\texpires\treported_lost\tnote\n"
    "1902011505900001\tB1234567\t2014-01-02\t2019-01-02\ttidak\tolder\n"
    "1902011505900001\tC7654321\t2020-03-04\t2030-03-04\tya\tlast\n"
    "1902015505900002\tA1111111\t2012-05-06\t2017-05-06\ttidak\n";

}  // namespace

TEST_CASE("the issuing system says of a known passport no more than month and loss (D10)") {
    Dpri dpri{parse_passports(kTable).value()};
    CHECK(dpri.look_up(R"({"nik":"1902011505900001"})").body ==
          R"({"reference":"DP-1","record":"known","last":{"expires":"2030-03",)"
          R"("reported_lost":true}})");
    CHECK(dpri.look_up(R"({"nik":"1902015505900002"})").body ==
          R"({"reference":"DP-2","record":"known","last":{"expires":"2017-05",)"
          R"("reported_lost":false}})");
    CHECK(dpri.look_up(R"({"nik":"3171011505900001"})").body ==
          R"({"reference":"DP-3","record":"none"})");
    CHECK(dpri.look_up("{}").status == 400);
    CHECK(dpri.look_up(R"({"nik":"1"})").status == 400);
    CHECK(dpri.lookups_json() == R"({"count":3})");
}

TEST_CASE("the issuing system's faults: down, garbage, a contradiction (D10)") {
    Dpri dpri{parse_passports(kTable).value()};
    std::string const question = R"({"nik":"1902011505900001"})";
    dpri.faults = {.down = true};
    CHECK(dpri.look_up(question).status == 503);
    dpri.faults = {.garbage = true};
    CHECK(dpri.look_up(question).body.find("record") == std::string::npos);
    CHECK(dpri.lookups() == 0);
    dpri.faults = {.contradictory = true};
    CHECK(dpri.look_up(question).body.find(R"("none","last")") != std::string::npos);
    CHECK(dpri.look_up(R"({"nik":"3171011505900001"})").body ==
          R"({"reference":"DP-2","record":"known"})");
}

TEST_CASE("the issuing system takes each application once (002-F1)") {
    Dpri dpri;
    CHECK(dpri.accept(R"({"id":"a","application":{}})").status == 201);
    CHECK(dpri.accept(R"({"id":"a","application":{}})").status == 200);
    CHECK(dpri.count() == 1);
    CHECK(dpri.to_json() == R"({"count":1})");
}

TEST_CASE("a passport that cannot be read is named by its line") {
    for (std::string const line :
         {"1902011505900001\tB1\t2014-01-02\t2019-01-02", "1\tB1\t2014-01-02\t2019-01-02\tya",
          "1902011505900001\tB1\t2014-13-02\t2019-01-02\tya",
          "1902011505900001\tB1\t2014-01-02\t2019-01-32\tya",
          "1902011505900001\tB1\t2014-01-02\t2019-01-02\tyes"}) {
        CAPTURE(line);
        auto const read = parse_passports("header\n\n" + line + "\n");
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().detail == "passports, line 3");
    }
}
