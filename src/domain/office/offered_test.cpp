#include "domain/office/offered.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

using namespace mpaspor;
using office::Hindrance;
using office::Offer;
using office::offered;
using office::Period;
using office::PointFacts;
using office::Wanted;
using std::chrono::days;

namespace {

LocalDate const kToday{days{20'759}};
LocalDate day(int after) {
    return kToday + days{after};
}
Wanted const kPlain{.from = day(1)};
Wanted const kQuick{.accelerated = true, .from = day(1)};
std::vector<Period> const kAlways{{day(-500)}};

bool within(std::vector<Period> const& periods, LocalDate date) {
    return std::ranges::any_of(periods, [&](Period const& period) {
        return period.from <= date && (!period.to || date < *period.to);
    });
}

std::vector<Period> some_periods() {
    std::vector<Period> periods;
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
        auto const from = *rc::gen::inRange(-6, 6);
        Period period{day(from)};
        if (*rc::gen::arbitrary<bool>()) period.to = day(from + *rc::gen::inRange(1, 6));
        periods.push_back(period);
    }
    return periods;
}

}  // namespace

TEST_CASE("002-S6 003-04: a point that issues the product and has days on sale is offered") {
    CHECK(offered({kAlways, {}, day(1)}, kPlain) == Offer{});
    CHECK(offered({{{day(-500), day(2)}}, {}, day(60)}, kPlain) == Offer{});
    CHECK(offered({{{day(60)}}, {}, day(60)}, kPlain) == Offer{});
    CHECK(offered({kAlways, kAlways, day(60)}, kQuick) == Offer{});
    CHECK(offered({kAlways, {}, day(60)}, kPlain) == Offer{});
}

TEST_CASE("002-S6 003-04: where it is not offered, it says why") {
    using enum Hindrance;
    auto plain = kPlain;
    plain.online = false;
    CHECK(offered({kAlways, kAlways, day(60)}, plain) == Offer{type_not_online});
    CHECK(offered({{}, kAlways, day(60)}, kPlain) == Offer{product_not_issued});
    CHECK(offered({{{day(61)}}, {}, day(60)}, kPlain) == Offer{product_not_issued_before, day(61)});
    CHECK(offered({{{day(61)}}, {}, {}}, kPlain) == Offer{product_not_issued_before, day(61)});
    CHECK(offered({{{day(-500), day(1)}}, {}, day(60)}, kPlain) ==
          Offer{product_not_issued_any_longer, day(1)});
    CHECK(offered({kAlways, {}, day(60)}, kQuick) == Offer{accelerated_not_offered});
    CHECK(offered({kAlways, {{day(61)}}, day(60)}, kQuick) == Offer{accelerated_not_offered});
    CHECK(offered({kAlways, {{day(-9), day(1)}}, day(60)}, kQuick) ==
          Offer{accelerated_not_offered});
    CHECK(offered({kAlways, kAlways, {}}, kPlain) == Offer{no_days_open});
    CHECK(offered({kAlways, kAlways, day(0)}, kQuick) == Offer{no_days_open});
}

TEST_CASE("property: 002-S6: offered is what has a day on which a place could be held") {
    // Goal: the list and the hold never disagree. Method: every day from the first that is wanted
    // to the last that is on sale, looked at as a hold looks at it.
    CHECK(rc::check([] {
        PointFacts const facts{some_periods(), some_periods(),
                               *rc::gen::arbitrary<bool>()
                                   ? std::optional{day(*rc::gen::inRange(-2, 8))}
                                   : std::nullopt};
        Wanted const wanted{.online = true,
                            .accelerated = *rc::gen::arbitrary<bool>(),
                            .from = day(*rc::gen::inRange(-2, 4))};
        bool possible = false;
        for (auto date = wanted.from; facts.last_open && date <= *facts.last_open;
             date += days{1}) {
            possible |= within(facts.product, date) &&
                        (!wanted.accelerated || within(facts.accelerated, date));
        }
        RC_ASSERT(offered(facts, wanted).why.has_value() == !possible);
    }));
}
