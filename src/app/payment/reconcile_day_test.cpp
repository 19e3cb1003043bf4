#include "app/payment/reconcile_day.hpp"

#include "app/office/create_officer.hpp"
#include "app/payment/treasury_differences.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>

using namespace mpaspor;
using namespace std::chrono_literals;
using application::State;
using payment::DifferenceKind;
using payment::DifferenceState;
using payment::Explanation;
using payment::StatementLine;
using testing::Office;
using testing::on_each_office;
using testing::place;

namespace {

booking::SeatKey const kPlace = place(testing::kMonday + std::chrono::days{7}, 8);

/// The billing code is the bill's number.
StatementLine line(Office::Billed const& who, std::string reference, Instant at) {
    return {.reference = std::move(reference),
            .billing_code = std::to_string(who.bill.id.value),
            .amount = who.bill.amount,
            .bank_time = at};
}

app::ReconcileDay day(std::vector<StatementLine> lines, LocalDate date = testing::kMonday) {
    return {.date = date,
            .provider = std::string{testing::kBank},
            .lines = std::make_shared<std::vector<StatementLine> const>(std::move(lines)),
            .bill_of = [](std::string_view code) { return BillId{std::stoll(std::string{code})}; }};
}

app::DayReconciled reconcile(Office& office, app::ReconcileDay const& input) {
    auto const job = office.system();
    return office.act([&](auto& tx) { return app::reconcile_day(tx, job, input); }).value();
}

OfficerId officer(Office& office, std::string_view role, std::string_view at = "PONTIANAK") {
    OfficerId const id{office.fresh()};
    auto const root = office.context({app::ActorKind::operator_});
    std::string login{"o" + std::to_string(id.value)};
    office
        .act([&](auto& tx) {
            return app::create_officer(tx, root, {id, login, std::string{role}, std::string{at}});
        })
        .value();
    return id;
}

std::vector<store::StoredDifference> open_ones(Office& office, OfficerId by) {
    auto const me = office.officer(by.value);
    return office
        .act([&](auto& tx) { return app::read_differences(tx, me, DifferenceState::open, {}); })
        .value()
        .differences;
}

std::vector<store::StoredDifference> all_of(Office& office, LocalDate date = testing::kMonday) {
    return office.act([&](auto& tx) { return app::read_reconciliation(tx, date); })
        .value()
        .differences;
}

Result<store::StoredDifference> explain(Office& office, OfficerId by, DifferenceId id,
                                        Explanation explanation) {
    auto const me = office.officer(by.value);
    return office.act([&](auto& tx) { return app::explain_difference(tx, me, {id, explanation}); });
}

}  // namespace

TEST_CASE("reconcile day: D4: a clean day has no difference, and its statement is kept") {
    on_each_office([](Office& office) {
        office.open(kPlace, 3);
        auto const who = office.billed(kPlace);
        office.pay(Office::full(who.bill, office.now)).value();
        auto const done = reconcile(office, day({line(who, "r1", office.now)}));
        CHECK(done.done);
        CHECK(done.settled == 0);
        CHECK(done.differences == 0);
        CHECK(office.count("SELECT count(*) FROM statement_line") == 1);
        CHECK(office.count("SELECT lines FROM reconciliation") == 1);
        CHECK(all_of(office).empty());
    });
}

TEST_CASE("reconcile day: D4: a payment that is missing with us settles, exactly once") {
    on_each_office([](Office& office) {
        office.open(kPlace, 3);
        auto const who = office.billed(kPlace);
        auto const paid_at = office.now + 30min;
        office.expire(who.bill);
        CHECK(office.application(who).state == State::expired);
        office.now += 20h;
        auto const input = day({line(who, "never told", paid_at)});
        auto const done = reconcile(office, input);
        CHECK(done.settled == 1);
        CHECK(done.differences == 1);
        CHECK(office.application(who).state == State::scheduled);
        CHECK(office.outcome("never told") == "applied");
        auto const found = all_of(office);
        REQUIRE(found.size() == 1);
        CHECK(found[0].kind == DifferenceKind::missing_with_us);
        CHECK(found[0].state == DifferenceState::settled);
        CHECK(found[0].office_code == "PONTIANAK");

        // Compared once more, and told by the bank itself at last: it keeps its outcome.
        CHECK(reconcile(office, input).settled == 0);
        CHECK(all_of(office).size() == 1);
        CHECK(office.pay(Office::full(who.bill, paid_at, "never told")).value() ==
              payment::BankAnswer::accepted);
        CHECK(office.count("SELECT count(*) FROM payment") == 1);
        CHECK(office.count("SELECT count(*) FROM ledger_entry") == 2);
    });
}

TEST_CASE(
    "reconcile day: D4: missing money for nobody's code is owed back, and stays the country's") {
    on_each_office([](Office& office) {
        StatementLine const stray{"stray", "987654", Rupiah{350'000}, office.now};
        CHECK(reconcile(office, day({stray})).settled == 1);
        CHECK(office.outcome("stray") == "refund_due");
        CHECK(all_of(office).front().office == OfficeId{});
    });
}

TEST_CASE("reconcile day: what is not missing with us stays open, and moves no money") {
    on_each_office([](Office& office) {
        office.open(kPlace, 5);
        auto const amount = office.billed(kPlace);
        auto const time = office.billed(kPlace);
        auto const twice = office.billed(kPlace);
        auto const ours = office.billed(kPlace);
        office.pay(Office::full(amount.bill, office.now, "amount")).value();
        office.pay(Office::full(time.bill, office.now, "time")).value();
        office.pay(Office::full(twice.bill, office.now, "twice")).value();
        office.pay(Office::full(ours.bill, office.now, "ours")).value();
        auto other = line(amount, "amount", office.now);
        other.amount = other.amount + Rupiah{1'000};
        auto const done = reconcile(
            office, day({other, line(time, "time", office.now + 1s),
                         line(twice, "twice", office.now), line(twice, "twice", office.now)}));
        CHECK(done.settled == 0);
        CHECK(done.differences == 4);
        auto const treasurer = officer(office, "TREASURER");
        CHECK(open_ones(office, treasurer).size() == 4);
        CHECK(open_ones(office, officer(office, "TREASURER", "MAUMERE")).empty());
        CHECK(office.count("SELECT count(*) FROM payment WHERE outcome = 'applied'") == 4);
        CHECK(office.count("SELECT count(*) FROM ledger_entry") == 8);
    });
}

TEST_CASE("reconcile day: a payment that the bank has on another day is one of another time") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.billed(kPlace);
        office.pay(Office::full(who.bill, office.now)).value();
        auto const next = testing::kMonday + std::chrono::days{1};
        auto const done = reconcile(office, day({line(who, "r1", office.now + 24h)}, next));
        CHECK(done.settled == 0);
        auto const found = all_of(office, next);
        REQUIRE(found.size() == 1);
        CHECK(found[0].kind == DifferenceKind::other_time);
    });
}

TEST_CASE("reconcile day: more than fifty missing payments settle in several runs") {
    on_each_office([](Office& office) {
        std::vector<StatementLine> lines;
        for (int i = 0; i < 120; ++i) {
            lines.push_back({"s" + std::to_string(i), "987654", Rupiah{1'000}, office.now});
        }
        auto const input = day(lines);
        CHECK_FALSE(reconcile(office, input).done);
        CHECK(office.count("SELECT count(*) FROM payment") == 50);
        CHECK(office.count("SELECT count(*) FROM reconciliation") == 0);
        CHECK_FALSE(reconcile(office, input).done);
        auto const last = reconcile(office, input);
        CHECK(last.done);
        CHECK(last.settled == 20);
        CHECK(last.differences == 120);
        CHECK(office.count("SELECT count(*) FROM payment") == 120);
    });
}

TEST_CASE("reconcile day: the treasurer of the office explains a difference, once") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.billed(kPlace);
        office.pay(Office::full(who.bill, office.now)).value();
        reconcile(office, day({}));
        auto const treasurer = officer(office, "TREASURER");
        auto const found = open_ones(office, treasurer);
        REQUIRE(found.size() == 1);
        CHECK(found[0].kind == DifferenceKind::missing_at_bank);
        auto const id = found[0].id;
        auto const code = [&](OfficerId by, Explanation why) {
            auto const done = explain(office, by, id, why);
            return done ? Code::internal : done.error().code;
        };
        CHECK(code(treasurer, Explanation::none) == Code::unknown_value);
        CHECK(code(officer(office, "OFFICE_HEAD"), Explanation::returned) == Code::forbidden);
        CHECK(code(officer(office, "TREASURER", "MAUMERE"), Explanation::returned) ==
              Code::request_not_found);
        CHECK(explain(office, treasurer, id, Explanation::bank_corrects).value().state ==
              DifferenceState::explained);
        CHECK(code(treasurer, Explanation::returned) == Code::request_decided);
        CHECK(office.count("SELECT count(*) FROM audit_event WHERE kind = 'difference'") == 2);
        CHECK(office.outcome("r1") == "applied");
    });
}

TEST_CASE(
    "reconcile day: a day is due at 01:00 of the next, one after the other, or when asked for") {
    on_each_office([](Office& office) {
        auto const due = [&] {
            auto const job = office.system();
            return office.act([&](auto& tx) { return app::day_to_reconcile(tx, job); }).value();
        };
        auto const tuesday = testing::kMonday + std::chrono::days{1};
        office.now = testing::at(Zone::wib, tuesday, 0, 59, 59);
        CHECK_FALSE(due().has_value());
        office.now = testing::at(Zone::wib, tuesday, 1);
        CHECK(due() == testing::kMonday);
        reconcile(office, day({}));
        CHECK_FALSE(due().has_value());

        // After days without a server none is left out.
        office.now = testing::at(Zone::wib, tuesday + std::chrono::days{2}, 1);
        CHECK(due() == tuesday);
        auto const root = office.context({app::ActorKind::operator_});
        auto const ask = [&](LocalDate date) {
            return office.act(
                [&](auto& tx) { return app::ask_for_reconciliation(tx, root, date); });
        };
        CHECK(ask(tuesday + std::chrono::days{2}).error().code == Code::out_of_range);
        CHECK(ask(testing::kMonday).value().day->asked_at.has_value());
        CHECK(due() == testing::kMonday);
        reconcile(office, day({}));
        CHECK(due() == tuesday);
    });
}
