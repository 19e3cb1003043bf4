#include "domain/payment/reconcile.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace mpaspor;
using namespace mpaspor::payment;

namespace {

Instant at(std::int64_t second) {
    return Instant{std::chrono::seconds{second}};
}

StatementLine line(std::string reference, std::int64_t amount = 650'000, std::int64_t second = 0) {
    return {.reference = std::move(reference),
            .billing_code = "820220922465628",
            .amount = {amount},
            .bank_time = at(second)};
}

BookedPayment booked(std::string reference, std::int64_t amount = 650'000,
                     std::int64_t second = 0) {
    return {.reference = std::move(reference),
            .bill = {7},
            .amount = {amount},
            .bank_time = at(second)};
}

using Found = std::pair<DifferenceKind, std::string>;

std::multiset<Found> names(std::vector<Difference> const& differences) {
    std::multiset<Found> found;
    for (auto const& d : differences) found.emplace(d.kind, d.reference());
    return found;
}

struct Day {
    std::vector<StatementLine> lines;
    std::vector<BookedPayment> booked;
};

/// A busy day that both sides have alike, though not in one order.
Day clean_day(std::size_t payments) {
    Day day;
    for (std::size_t i = 0; i < payments; ++i) {
        auto const amount = i % 3 == 0 ? 950'000 : 350'000;
        auto const second = static_cast<std::int64_t>(i * 7);
        day.lines.push_back(line("r" + std::to_string(i), amount, second));
        day.booked.push_back(booked("r" + std::to_string(i), amount, second));
    }
    std::ranges::reverse(day.booked);
    return day;
}

/// One difference about the payment `i` of a clean day, and its name.
Found plant(Day& day, DifferenceKind kind, std::size_t i) {
    auto const reference = "r" + std::to_string(i);
    auto const in_lines = std::ranges::find(day.lines, reference, &StatementLine::reference);
    auto const in_books = std::ranges::find(day.booked, reference, &BookedPayment::reference);
    switch (kind) {
        case DifferenceKind::missing_with_us: day.booked.erase(in_books); break;
        case DifferenceKind::missing_at_bank: day.lines.erase(in_lines); break;
        case DifferenceKind::other_amount: in_lines->amount = in_lines->amount + Rupiah{1}; break;
        case DifferenceKind::other_time: in_lines->bank_time += std::chrono::seconds{1}; break;
        case DifferenceKind::twice: {
            auto again = *in_lines;
            day.lines.push_back(std::move(again));
            break;
        }
    }
    return {kind, reference};
}

}  // namespace

TEST_CASE("D4 reconcile: each kind of difference has its name") {
    std::vector const lines{
        line("both"),  line("bank"), line("amount", 650'001), line("time", 650'000, 1),
        line("again"), line("again")};
    std::vector const ours{booked("both"), booked("ours"), booked("amount"), booked("time"),
                           booked("again")};
    auto const found = reconcile(lines, ours);
    CHECK(names(found) == std::multiset<Found>{{DifferenceKind::missing_with_us, "bank"},
                                               {DifferenceKind::other_amount, "amount"},
                                               {DifferenceKind::other_time, "time"},
                                               {DifferenceKind::twice, "again"},
                                               {DifferenceKind::missing_at_bank, "ours"}});
    CHECK_FALSE(found.front().ours.has_value());
    CHECK_FALSE(found.back().bank.has_value());
    CHECK(found.back().ours->bill == BillId{7});
}

TEST_CASE("D4 reconcile: amount and time of one payment are two differences") {
    std::vector const lines{line("r", 1, 1)};
    std::vector const ours{booked("r", 2, 2)};
    CHECK(names(reconcile(lines, ours)) == std::multiset<Found>{{DifferenceKind::other_amount, "r"},
                                                                {DifferenceKind::other_time, "r"}});
}

TEST_CASE(
    "D4 reconcile: a payment that is missing with us is missing once, on however many lines") {
    std::vector const lines{line("r"), line("r"), line("r")};
    CHECK(names(reconcile(lines, {})) ==
          std::multiset<Found>{{DifferenceKind::missing_with_us, "r"},
                               {DifferenceKind::twice, "r"},
                               {DifferenceKind::twice, "r"}});
}

TEST_CASE("D4 reconcile: a clean day of five thousand payments has no difference") {
    auto const day = clean_day(5'000);
    CHECK(reconcile(day.lines, day.booked).empty());
    CHECK(reconcile({}, {}).empty());
}

// Goal: whatever is planted in a day, it is found and named, and nothing else is. Method: up to
// twenty differences of any kind, each about another payment of a clean day.
TEST_CASE("D4 reconcile: what is planted is found and named, and nothing else") {
    constexpr std::size_t kPayments = 400;
    CHECK(rc::check([&] {
        auto day = clean_day(kPayments);
        auto const which = *rc::gen::resize(
            20, rc::gen::unique<std::vector<std::size_t>>(rc::gen::resize(
                    rc::kNominalSize, rc::gen::inRange<std::size_t>(0, kPayments))));
        std::multiset<Found> planted;
        for (auto const i : which) {
            auto const kind = *rc::gen::resize(
                rc::kNominalSize, rc::gen::inRange<std::size_t>(0, kDifferenceKinds.size()));
            planted.insert(plant(day, static_cast<DifferenceKind>(kind), i));
        }
        RC_ASSERT(names(reconcile(day.lines, day.booked)) == planted);
    }));
}

TEST_CASE("kinds, states and explanations of differences are read as they are written") {
    for (auto const name : kDifferenceKinds) {
        CHECK(to_text(difference_kind_from_text(name).value()) == name);
    }
    for (auto const name : kDifferenceStates) {
        CHECK(to_text(difference_state_from_text(name).value()) == name);
    }
    for (auto const name : kExplanations) {
        CHECK(to_text(explanation_from_text(name).value()) == name);
    }
    CHECK_FALSE(difference_kind_from_text("lost").has_value());
    CHECK_FALSE(difference_state_from_text("lost").has_value());
    CHECK_FALSE(explanation_from_text("lost").has_value());
}
