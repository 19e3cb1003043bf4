#include "domain/booking/quota.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <numeric>

using namespace mpaspor;
using namespace mpaspor::booking;
using namespace std::chrono;
using enum QuotaRuleKind;

namespace {

LocalDate date(unsigned m, unsigned d) {
    return LocalDate{2026y / month{m} / day{d}};
}

constexpr LocalDate kMonday{2026y / November / 23};
LocalDate const kBegin = date(1, 1);

/// Good Friday 2026 is the holiday; Pontianak's rules as the article has them.
Calendar calendar() {
    std::vector<Holiday> const holidays{{date(4, 3), HolidayKind::national}};
    return Calendar{{2026y}, holidays};
}

std::vector<QuotaRule> pontianak() {
    return {{.id = 1, .kind = base, .weekdays = kMondayToFriday, .amount = 200, .from = kBegin},
            {.id = 2, .kind = delta, .weekdays = {Thursday, Friday}, .amount = 125, .from = kBegin},
            {.id = 3,
             .kind = base,
             .pool = Pool::priority,
             .weekdays = kMondayToFriday,
             .amount = 60,
             .from = kBegin}};
}

int total(std::vector<QuotaRule> const& rules, LocalDate on, Pool pool = Pool::online) {
    return day_quota(rules, pool, on, calendar())->total;
}

}  // namespace

TEST_CASE(
    "001-03, 001-04, 001-06: Pontianak has 200 places, 325 on Thursday and Friday, 60 apart") {
    for (int weekday = 0; weekday < 7; ++weekday) {
        LocalDate const day = kMonday + days{weekday};
        CAPTURE(weekday);
        CHECK(total(pontianak(), day) == (weekday < 3 ? 200 : weekday < 5 ? 325 : 0));
        CHECK(total(pontianak(), day, Pool::priority) == (weekday < 5 ? 60 : 0));
        CHECK(total(pontianak(), day, Pool::walk_in) == 0);
    }
}

TEST_CASE("001-04: a holiday on a Friday has no place, not 125") {
    auto const quota = *day_quota(pontianak(), Pool::online, date(4, 3), calendar());
    CHECK(quota.total == 0);
    CHECK(quota.holiday);
    CHECK(explanation(quota) == "0 (HOLIDAY)");
    CHECK(total(pontianak(), date(4, 3), Pool::priority) == 0);
    CHECK(total(pontianak(), date(4, 10)) == 325);
}

TEST_CASE("001-04: the sum is explained as it was computed") {
    auto const thursday = *day_quota(pontianak(), Pool::online, kMonday + days{3}, calendar());
    CHECK(thursday.parts == std::vector<QuotaPart>{{base, 200, 1}, {delta, 125, 2}});
    CHECK(explanation(thursday) == "200 + 125 (THURSDAY)");
    auto const monday = *day_quota(pontianak(), Pool::online, kMonday, calendar());
    CHECK(explanation(monday) == "200");
    CHECK(explanation(*day_quota({}, Pool::online, kMonday, calendar())) == "0");
}

TEST_CASE("rules count from their first day until before their last one") {
    auto rules = pontianak();
    rules.push_back({.id = 4,
                     .kind = base,
                     .weekdays = kMondayToFriday,
                     .amount = 120,
                     .from = kMonday + days{1},
                     .to = kMonday + days{3}});
    CHECK(total(rules, kMonday) == 200);
    CHECK(total(rules, kMonday + days{1}) == 120);
    CHECK(total(rules, kMonday + days{2}) == 120);
    CHECK(total(rules, kMonday + days{3}) == 325);
}

TEST_CASE("of two base rules that began together the later one counts") {
    auto rules = pontianak();
    rules.push_back({.id = 9, .kind = base, .amount = 210, .from = kBegin});
    CHECK(total(rules, kMonday) == 210);
    std::ranges::reverse(rules);
    CHECK(total(rules, kMonday) == 210);
}

TEST_CASE("a dated override replaces the sum, a closure ends it for every pool") {
    auto rules = pontianak();
    LocalDate const thursday = kMonday + days{3};
    rules.push_back(
        {.id = 5, .kind = override, .amount = 50, .from = thursday, .to = thursday + days{1}});
    CHECK(total(rules, thursday) == 50);
    CHECK(explanation(*day_quota(rules, Pool::online, thursday, calendar())) == "50 (DATED)");
    CHECK(total(rules, thursday, Pool::priority) == 60);
    rules.push_back(
        {.id = 6, .kind = closure, .amount = 7, .from = thursday, .to = thursday + days{1}});
    CHECK(total(rules, thursday) == 0);
    CHECK(total(rules, thursday, Pool::priority) == 0);
    CHECK(explanation(*day_quota(rules, Pool::online, thursday, calendar())) == "0 (CLOSED)");
    CHECK(total(rules, thursday + days{1}) == 325);
}

TEST_CASE(
    "002-01: a national multiplier takes the whole sum; a delta may take away, not below none") {
    auto rules = pontianak();
    rules.push_back({.id = 5, .kind = multiplier, .amount = 300, .from = kBegin});
    CHECK(total(rules, kMonday) == 600);
    CHECK(total(rules, kMonday + days{3}) == 975);
    CHECK(explanation(*day_quota(rules, Pool::online, kMonday, calendar())) == "200 x 300 %");
    rules.back().amount = 33;
    CHECK(total(rules, kMonday) == 66);
    rules.back() = {.id = 5, .kind = delta, .weekdays = {Monday}, .amount = -250, .from = kBegin};
    CHECK(total(rules, kMonday) == 0);
    CHECK(explanation(*day_quota(rules, Pool::online, kMonday, calendar())) ==
          "200 - 250 (MONDAY)");
}

TEST_CASE("D15: a day of an unknown year has no quota, nor none") {
    auto const far = day_quota(pontianak(), Pool::online, LocalDate{2028y / 1 / 3}, calendar());
    CHECK(far.error().code == Code::holidays_unknown);
}

TEST_CASE("D2: a day's total is spread by weight, what is left to the largest remainders") {
    using Ints = std::vector<int>;
    CHECK(spread(200, Ints{2, 2, 2, 2, 2, 2, 2}) == Ints{29, 29, 29, 29, 28, 28, 28});
    CHECK(spread(10, Ints{2, 2, 2, 1}) == Ints{3, 3, 3, 1});
    CHECK(spread(3, Ints{1, 4}) == Ints{1, 2});
    CHECK(spread(0, Ints{1, 1}) == Ints{0, 0});
    CHECK(spread(5, Ints{0, 1}) == Ints{0, 5});
}

TEST_CASE("property: nothing is lost by spreading, and no slot is off by a whole place (D2)") {
    CHECK(rc::check([] {
        int const places = *rc::gen::inRange(0, 5'000);
        auto weights = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 50));
        weights.push_back(*rc::gen::inRange(1, 50));
        auto const slots = spread(places, weights);
        RC_ASSERT(slots.size() == weights.size());
        RC_ASSERT(std::accumulate(slots.begin(), slots.end(), 0) == places);
        int const sum = std::accumulate(weights.begin(), weights.end(), 0);
        for (std::size_t i = 0; i < slots.size(); ++i) {
            int const error = slots[i] * sum - places * weights[i];
            RC_ASSERT(-sum < error);
            RC_ASSERT(error < sum);
        }
    }));
}

TEST_CASE("002-01: a day opens with the first release that reaches it, by the office's clock") {
    ReleaseRule const daily{.time = 8h, .horizon_days = 60};
    CHECK(opens_at(daily, Zone::wita, kMonday, calendar()) ==
          instant_in(Zone::wita, kMonday - days{60}, 8h));

    // Opened every Friday at 16:00 for the following week.
    ReleaseRule const weekly{
        .cadence = ReleaseRule::Cadence::weekly, .weekday = Friday, .time = 16h, .horizon_days = 7};
    LocalDate const friday = kMonday - days{3};
    for (int weekday = 0; weekday < 5; ++weekday) {
        CHECK(opens_at(weekly, Zone::wib, kMonday + days{weekday}, calendar()) ==
              instant_in(Zone::wib, friday, 16h));
    }
    CHECK(opens_at(weekly, Zone::wib, kMonday + days{7}, calendar()) ==
          instant_in(Zone::wib, friday + days{7}, 16h));
}

TEST_CASE("kinds of quota rules are read back by name") {
    for (std::size_t i = 0; i < kQuotaRuleKinds.size(); ++i) {
        CHECK(*quota_rule_kind_from_text(kQuotaRuleKinds[i]) == static_cast<QuotaRuleKind>(i));
    }
    CHECK(quota_rule_kind_from_text("extra").error().code == Code::unknown_value);
}

TEST_CASE("release: 4.3: a month at a time, on the last working day of the month before") {
    auto const opened = [](LocalDate day, int horizon_days, Calendar const& known) {
        ReleaseRule const monthly{
            .cadence = ReleaseRule::Cadence::monthly, .time = 9h, .horizon_days = horizon_days};
        return opens_at(monthly, Zone::wib, day, known);
    };
    auto const nine = [](unsigned m, unsigned d) { return instant_in(Zone::wib, date(m, d), 9h); };
    for (unsigned const d : {1U, 2U, 15U, 30U}) {
        CHECK(opened(date(4, d), 30, calendar()) == nine(3, 31));  // A Tuesday.
        CHECK(opened(date(6, d), 30, calendar()) == nine(5, 29));  // The 31st is a Sunday.
        CHECK(opened(date(6, d), 7, calendar()) == nine(5, 29));
        CHECK(opened(date(6, d), 60, calendar()) == nine(4, 30));  // Two months ahead.
    }
    std::vector<Holiday> const rests{{date(3, 31), HolidayKind::collective},
                                     {date(5, 30), HolidayKind::open}};
    Calendar const other{{2026y}, rests};
    CHECK(opened(date(4, 15), 30, other) == nine(3, 30));
    CHECK(opened(date(6, 15), 30, other) == nine(5, 30));  // A Saturday on which it works.
    CHECK(opened(date(1, 15), 30, calendar()).error().code == Code::holidays_unknown);
}
