#include "tests/contract/bank_statement_contract.hpp"

#include "sim/outside_ports.hpp"
#include "snap/virtual_account.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <set>
#include <string>

namespace mpaspor::contract {
namespace {

using namespace std::chrono_literals;

void pay(outside::Bank& bank, std::string const& code, Rupiah amount, Instant at) {
    auto const report =
        bank.pay({.billing_code = code, .at = at, .amount = amount, .skip_inquiry = true}, at);
    REQUIRE(report.value().outcome == outside::Outcome::waiting);
}

std::size_t lines_with(app::BankStatement& port, WithBank const& with_bank, LocalDate date,
                       outside::Faults const& faults) {
    with_bank([&](outside::Bank& bank) { bank.faults = faults; });
    auto const count = port.of_day(date).value().size();
    with_bank([](outside::Bank& bank) { bank.faults = {}; });
    return count;
}

}  // namespace

void bank_statement(app::BankStatement& port, WithBank const& with_bank, Instant now) {
    auto const date = date_in(Zone::wib, now) - std::chrono::days{1};
    auto const midnight = instant_in(Zone::wib, date, 0min);
    CHECK(port.of_day(date).value().empty());

    // A day begins and ends at midnight in Western Indonesian time, to the second.
    with_bank([&](outside::Bank& bank) {
        pay(bank, "820220922465620", Rupiah{1}, midnight - 1s);
        pay(bank, "820220922465621", Rupiah{350'000}, midnight);
        pay(bank, "820220922465622", Rupiah{650'000}, midnight + 24h - 1s);
        pay(bank, "820220922465623", Rupiah{1}, midnight + 24h);
    });
    auto const lines = port.of_day(date).value();
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].billing_code == "820220922465621");
    CHECK(lines[0].amount == Rupiah{350'000});
    CHECK(lines[0].bank_time == midnight);
    CHECK_FALSE(lines[0].reference.empty());
    CHECK(lines[1].bank_time == midnight + 24h - 1s);
    CHECK(port.of_day(date + std::chrono::days{5}).value().empty());

    // What is switched on changes the statement alone.
    CHECK(lines_with(port, with_bank, date, {.statement_drop = true}) == 1);
    CHECK(lines_with(port, with_bank, date, {.statement_add = true}) == 3);
    CHECK(lines_with(port, with_bank, date, {.statement_twice = true}) == 3);
    with_bank([](outside::Bank& bank) { bank.faults = {.statement_change = true}; });
    CHECK(port.of_day(date).value()[0].amount == Rupiah{351'000});
    with_bank([](outside::Bank& bank) { bank.faults = {}; });
    CHECK(port.of_day(date).value() == lines);

    for (auto const& faults : {outside::Faults{.down = true}, outside::Faults{.garbage = true}}) {
        with_bank([&](outside::Bank& bank) { bank.faults = faults; });
        auto const unknown = port.of_day(date);
        REQUIRE_FALSE(unknown.has_value());
        CHECK(unknown.error().code == Code::gateway_unavailable);
        with_bank([](outside::Bank& bank) { bank.faults = {}; });
        CHECK(port.of_day(date).value() == lines);
    }

    // A day of more than one page is whole, and has each line once.
    auto const busy = date - std::chrono::days{3};
    auto const payments = snap::kStatementPageLines * 2 + 1;
    with_bank([&](outside::Bank& bank) {
        bank.faults = {.late = true};  // It does not even try to tell.
        auto at = instant_in(Zone::wib, busy, 8h);
        for (std::size_t i = 0; i < payments; ++i) pay(bank, "8202209224657", Rupiah{1}, at += 1s);
        bank.faults = {};
    });
    std::set<std::string> references;
    auto const whole = port.of_day(busy).value();
    for (auto const& line : whole) references.insert(line.reference);
    CHECK(whole.size() == payments);
    CHECK(references.size() == payments);
}

TEST_CASE("the simulated bank keeps the statement's contract without a network (D4)") {
    auto bank = sample_bank();
    sim::DirectStatement port{bank};
    Instant const now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22};
    bank_statement(port, [&](auto const& change) { change(bank); }, now);
}

}  // namespace mpaspor::contract
