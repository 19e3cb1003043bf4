#include "snap/timestamp.hpp"

#include <doctest/doctest.h>

#include <chrono>

using namespace mpaspor;
using namespace std::chrono_literals;

namespace {

constexpr Instant kNoonUtc = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 12h;

}  // namespace

TEST_CASE("a timestamp is written in Western Indonesian time, without fractions") {
    CHECK(snap::format_timestamp(kNoonUtc) == "2026-11-22T19:00:00+07:00");
    CHECK(snap::format_timestamp(kNoonUtc + 999'999us) == "2026-11-22T19:00:00+07:00");
    CHECK(snap::format_timestamp(kNoonUtc + 5h + 1s) == "2026-11-23T00:00:01+07:00");
}

TEST_CASE("a timestamp is read in whatever zone it says") {
    CHECK(snap::parse_timestamp("2026-11-22T19:00:00+07:00") == kNoonUtc);
    CHECK(snap::parse_timestamp("2026-11-22T21:00:00+09:00") == kNoonUtc);
    CHECK(snap::parse_timestamp("2026-11-22T12:00:00Z") == kNoonUtc);
    CHECK(snap::parse_timestamp("2026-11-22T08:30:00-03:30") == kNoonUtc);
    CHECK(snap::parse_timestamp("2024-02-29T00:00:00Z").has_value());
}

TEST_CASE("a timestamp that was read can be told again") {
    for (auto const* text : {"1969-12-31T17:00:00Z", "1970-01-01T00:00:00+07:01",
                             "2199-12-31T17:00:00Z", "2199-12-31T23:59:59-14:00"}) {
        CAPTURE(text);
        CHECK_FALSE(snap::parse_timestamp(text).has_value());
    }
    for (auto const* text : {"1970-01-01T00:00:00+07:00", "2199-12-31T23:59:59+07:00"}) {
        CHECK(snap::format_timestamp(snap::parse_timestamp(text).value()) == text);
    }
}

TEST_CASE("what is not exactly a timestamp of SNAP is refused") {
    for (auto const* text :
         {"", "2026-11-22", "2026-11-22T19:00:00", "2026-11-22 19:00:00+07:00",
          "2026-11-22T19:00:00.000+07:00", "2026-11-22T19:00:00+0700", "2026-11-22T24:00:00+07:00",
          "2026-11-22T19:60:00+07:00", "2026-11-22T19:00:60+07:00", "2026-02-29T19:00:00+07:00",
          "2026-13-01T19:00:00+07:00", "2026-11-22T19:00:00+15:00", "2026-11-22T19:00:00+07:60",
          "0000-01-01T00:00:00+14:00", "1969-12-31T23:59:59Z", "2200-01-01T00:00:00Z",
          "20201231T235959Z", "2026-11-22T1 :00:00+07:00", "2026-11-22T19:00:00+07:00 "}) {
        CAPTURE(text);
        auto const read = snap::parse_timestamp(text);
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().code == Code::malformed_date);
    }
}
