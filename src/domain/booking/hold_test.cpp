#include "domain/booking/hold.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace mpaspor::booking;
using namespace std::chrono;

namespace {

constexpr Instant kNow = sys_days{2026y / November / 22} + 10h;  // 17:00 WIB, 19:00 WIT
constexpr LocalDate kToday{2026y / November / 22};

Result<void> hold(HoldFacts const& facts, LocalDate date, Instant now = kNow) {
    return may_hold(facts, date, Zone::wib, now, {});
}

}  // namespace

TEST_CASE("D5, D9: a place needs a NIK that was verified less than 30 days ago") {
    LocalDate const date = kToday + days{3};
    CHECK(hold({.nik_verified = kNow}, date).has_value());
    CHECK(hold({.nik_verified = kNow - days{30} + 1us}, date).has_value());
    CHECK(hold({.nik_verified = kNow - days{30}}, date).error().code == Code::nik_not_valid);
    CHECK(hold({}, date).error().code == Code::nik_not_valid);
}

TEST_CASE("D5: three places a day for one NIK") {
    LocalDate const date = kToday + days{3};
    CHECK(hold({.nik_verified = kNow, .holds_today = 2}, date).has_value());
    auto const fourth = hold({.nik_verified = kNow, .holds_today = 3}, date);
    CHECK(fourth.error().code == Code::holds_exhausted);
    CHECK(fourth.error().params == std::vector<Error::Param>{{"holds_max", "3"}});
}

TEST_CASE("the earliest day is tomorrow in the office's zone (9.2)") {
    HoldFacts const facts{.nik_verified = kNow};
    CHECK(hold(facts, kToday + days{1}).has_value());
    CHECK(hold(facts, kToday).error().code == Code::day_past);
    CHECK(hold(facts, kToday - days{1}).error().code == Code::day_past);
    Instant const late = sys_days{2026y / November / 22} + 16h;  // 23:00 WIB, but 01:00 WIT.
    CHECK(earliest_date(Zone::wib, late, {}) == kToday + days{1});
    CHECK(earliest_date(Zone::wit, late, {}) == kToday + days{2});
    CHECK(earliest_date(Zone::wib, late, {.lead = days{0}}) == kToday);
}

TEST_CASE("D5: a place is held for 15 minutes") {
    CHECK(hold_expires(kNow, {}) == kNow + 15min);
}

TEST_CASE("D5: a hold is gone from the moment at which it ends, and nothing but a hold") {
    using application::State;
    CHECK_FALSE(hold_ran_out(State::held, kNow, kNow - 1us));
    CHECK(hold_ran_out(State::held, kNow, kNow));
    CHECK_FALSE(hold_ran_out(State::awaiting_payment, kNow, kNow));
    CHECK_FALSE(hold_ran_out(State::held, {}, kNow));
}
