#include "domain/payment/deadline.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace mpaspor::payment;
using namespace std::chrono;

namespace {

constexpr Instant kIssued = sys_days{2026y / November / 22} + 3h + 999ms;
constexpr Instant kDeadline = sys_days{2026y / November / 22} + 5h;
constexpr PaymentPolicy kPolicy{};

AfterDeadline after(BillerSays answer, Instant now) {
    return after_deadline(answer, now, kDeadline, kPolicy);
}

}  // namespace

TEST_CASE(
    "002-F3, 003-05: two hours from the issue, floored to seconds, by the bank's time, inclusive") {
    CHECK(deadline(kIssued, kPolicy) == kDeadline);
    Instant const issued = kDeadline - 2h;
    CHECK(in_time(issued + 1h + 59min + 59s, kDeadline));
    CHECK(in_time(issued + 2h, kDeadline));
    CHECK(in_time(issued + 2h + 999ms, kDeadline));
    CHECK_FALSE(in_time(issued + 2h + 1s, kDeadline));
}

TEST_CASE("002-F3: the window is a setting") {
    CHECK(deadline(kIssued, {.window = seconds{60}}) == kDeadline - 2h + 1min);
}

TEST_CASE("D5: the biller is asked a second after the deadline, and its no releases the place") {
    CHECK(ask_biller_at(kDeadline, kPolicy) == kDeadline + 1s);
    CHECK(after(BillerSays::not_paid, kDeadline + 1s) == AfterDeadline::release);
    CHECK(after(BillerSays::not_paid, kDeadline + 1s - 1us) == AfterDeadline::ask_again);
    CHECK(after(BillerSays::not_paid, kDeadline) == AfterDeadline::ask_again);
}

TEST_CASE("D5: its silence keeps the place for 15 minutes, its yes for good") {
    CHECK(after(BillerSays::unknown, kDeadline + 1s) == AfterDeadline::ask_again);
    CHECK(after(BillerSays::unknown, kDeadline + 15min - 1us) == AfterDeadline::ask_again);
    CHECK(after(BillerSays::unknown, kDeadline + 15min) == AfterDeadline::release);
    CHECK(after(BillerSays::paid, kDeadline + 1s) == AfterDeadline::settle);
    CHECK(after(BillerSays::paid, kDeadline + 20min) == AfterDeadline::settle);
}
