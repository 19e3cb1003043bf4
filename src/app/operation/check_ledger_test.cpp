#include "app/operation/check_ledger.hpp"

#include "app/application/start_application.hpp"
#include "app/transition.hpp"
#include "store/accounts.hpp"
#include "store/bills.hpp"
#include "store/offices.hpp"
#include "store/seats.hpp"
#include "testing/databases.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

using namespace mpaspor;
using application::Event;
using std::string;

namespace {

ServicePointId const kPoint{1};
LocalDate const kDay{std::chrono::days{20'800}};
Instant const kNow{std::chrono::days{20'790}};

booking::SeatKey slot(int hour) {
    return {kPoint, kDay, booking::Pool::online, std::chrono::hours{hour}};
}

/// Books that add up: an application with a draft, one that waits for its payment, one that paid.
struct Books {
    explicit Books(sql::Connection& connection) : database(connection) {
        REQUIRE(database.begin());
        REQUIRE(open());
        for (std::int64_t id = 1; id <= 3; ++id) REQUIRE(start(id));
        REQUIRE(hold(2));
        REQUIRE(bill(2));
        REQUIRE(hold(3));
        REQUIRE(bill(3));
        REQUIRE(pay(3));
        REQUIRE(database.commit());
    }

    app::Context applicant() {
        return {.now = kNow,
                .actor = {.kind = app::ActorKind::applicant, .id = 7},
                .request = "request " + std::to_string(++requests)};
    }

    Result<void> open() {
        sql::Transaction tx{database};
        TRY(store::save_office(tx, {{1}, "A", "A", "I", true, "R", "4.1"}));
        TRY(store::save_service_point(tx, {{1}, {1}, "A", "OFFICE", Zone::wib}));
        TRY(store::open_seat(tx, slot(8), 1, kNow, {{}, kNow}));
        TRY(store::open_seat(tx, slot(9), 5, kNow, {{}, kNow}));
        return store::insert_account(tx, {7}, kNow);
    }

    Result<void> start(std::int64_t id) {
        sql::Transaction tx{database};
        TRY(app::start_application(tx, applicant(), {{id}}));
        auto application = TRY(store::load_any_application(tx, {id}));
        application.nik = store::ValidNik{sha256(std::to_string(id)), kNow};
        return store::save_nik(tx, application);
    }

    Result<void> hold(std::int64_t id) {
        sql::Transaction tx{database};
        auto const before = TRY(store::load_any_application(tx, {id}));
        auto after = before;
        auto const seat = TRY(store::grant_seat(tx, slot(8), {{id}, kNow}));
        after.seat = seat;
        TRY(app::advance(tx, applicant(), before, after, Event::seat_held, "D5"));
        return {};
    }

    Result<void> bill(std::int64_t id) {
        sql::Transaction tx{database};
        auto const before = TRY(store::load_any_application(tx, {id}));
        auto after = before;
        after.bill = BillId{id};
        TRY(app::advance(tx, applicant(), before, after, Event::submitted, "002-S8"));
        return store::insert_bill(tx, {.id = {id},
                                       .application = {id},
                                       .amount = {350'000},
                                       .basis = "PP",
                                       .issued_at = kNow,
                                       .deadline = kNow,
                                       .place = slot(8)});
    }

    Result<void> pay(std::int64_t id) {
        sql::Transaction tx{database};
        auto const before = TRY(store::load_any_application(tx, {id}));
        auto after = before;
        after.paid_at = kNow;
        TRY(app::advance(tx, applicant(), before, after, Event::paid_in_time, "D4"));
        auto bill = TRY(store::load_bill(tx, {id}));
        bill.state = payment::BillState::paid;
        TRY(store::save_bill(tx, bill));
        return store::insert_payment(tx, {.provider = "snap/test",
                                          .reference = "r1",
                                          .bill = {id},
                                          .application = {id},
                                          .amount = bill.amount,
                                          .bank_time = kNow,
                                          .received_at = kNow});
    }

    /// Within the transaction that is open.
    app::LedgerCheck check() {
        sql::Transaction tx{database};
        auto const parts = app::parts_of_ledger(tx);
        REQUIRE_MESSAGE(parts, (parts ? "" : parts.error().detail));
        app::LedgerCheck all;
        for (auto const& part : *parts) {
            auto checked = app::check_ledger(tx, part);
            REQUIRE_MESSAGE(checked, (checked ? "" : checked.error().detail));
            all.add(*std::move(checked));
        }
        return all;
    }

    /// The names of the comparisons that see the planted fault.
    std::set<string> seen(string const& plant) {
        REQUIRE(database.begin());
        auto const planted = database.script(plant);
        REQUIRE_MESSAGE(planted, plant << (planted ? "" : planted.error().detail));
        std::set<string> names;
        for (auto const& difference : check().differences) names.insert(string{difference.check});
        REQUIRE(database.rollback());
        return names;
    }

    sql::Connection& database;
    int requests = 0;
};

}  // namespace

TEST_CASE("the auditor finds nothing in books that add up") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        Books books{database};
        REQUIRE(database.begin());
        auto const check = books.check();
        for (auto const& d : check.differences) {
            FAIL_CHECK(d.check << ": " << d.expected << ", not " << d.found);
        }
        CHECK(check.seats == 2);
        CHECK(check.applications.applications == 3);
        CHECK(check.applications.versions == 1 + 3 + 4);
        CHECK(check.applications.audit_events == check.applications.versions);
        CHECK(check.accounts.size() == 2);
        REQUIRE(database.rollback());
    });
}

TEST_CASE("the auditor finds each kind of difference where it is planted") {
    // Goal: no comparison is blind. Method: the negative control of every comparison, one fault in
    // good books at a time.
    auto const plants = std::to_array<std::pair<string, string>>({
        {"seat_versions", "DELETE FROM seat_event WHERE slot = 480 AND version = 2"},
        {"seat_versions", "UPDATE seat SET version = version + 1 WHERE slot = 480"},
        {"seat_versions", "UPDATE seat_event SET version = 0 WHERE slot = 480 AND version = 1"},
        {"seat_counters", "UPDATE seat SET capacity = capacity + 1 WHERE slot = 540"},
        {"seat_counters", "UPDATE seat SET taken = 1 WHERE slot = 480"},
        {"seat_counters", "UPDATE seat_event SET granted = 0 WHERE slot = 480 AND version = 3"},
        {"seat_sequence", "UPDATE seat SET sequence = sequence + 1 WHERE slot = 480"},
        {"seat_granted", "UPDATE seat SET granted = granted + 1 WHERE slot = 480"},
        {"seat_steps", "UPDATE seat_event SET taken = 2 WHERE slot = 480 AND version = 2"},
        {"seat_of_event", "UPDATE seat_event SET slot = 600 WHERE slot = 540"},
        {"seat_holders", "UPDATE seat SET taken = 3, granted = 2 WHERE slot = 480"},
        {"seat_holders",
         "UPDATE live_application SET service_point = NULL, slot = NULL WHERE id = 2"},
        {"seat_of_holder", "UPDATE live_application SET slot = 540 WHERE id = 2"},
        {"seat_of_holder", "UPDATE seat_event SET application_id = 1 WHERE application_id = 2"},
        {"audit_versions", "DELETE FROM audit_event WHERE kind = 'application' AND version = 2"},
        {"audit_versions", "UPDATE live_application SET version = version + 1 WHERE id = 3"},
        {"audit_versions", "DELETE FROM audit_event WHERE kind = 'application' AND subject = 1"},
        {"audit_state", "UPDATE live_application SET state = 'held' WHERE id = 3"},
        {"audit_of_nothing", "UPDATE audit_event SET subject = 99 WHERE subject = 2"},
        {"live_nik", "UPDATE application SET nik_index = NULL WHERE id = 2"},
        {"live_nik",
         "UPDATE live_application SET nik_index = (SELECT nik_index FROM application"
         " WHERE id = 1) WHERE id = 2"},
        {"live_state", "UPDATE live_application SET state = 'expired' WHERE id = 2"},
        {"live_state", "UPDATE application SET state = 'scheduled' WHERE id = 1"},
        {"bills_per_application",
         "DROP INDEX bill_application_id; UPDATE bill SET application_id = 2 WHERE id = 3"},
        {"bill_of_live", "UPDATE bill SET state = 'void' WHERE id = 2"},
        {"bill_of_live", "UPDATE live_application SET bill_id = NULL WHERE id = 3"},
        {"open_bill", "UPDATE bill SET state = 'open' WHERE id = 3"},
        {"payment_of_bill", "UPDATE payment SET amount = amount - 1"},
        {"payment_of_bill", "UPDATE bill SET state = 'paid' WHERE id = 2"},
        {"payment_of_bill", "UPDATE payment SET outcome = 'refund_due'"},
        {"payment_entries", "UPDATE ledger_entry SET amount = amount + 1 WHERE amount > 0"},
        {"payment_entries", "DELETE FROM ledger_entry"},
        {"ledger_total", "UPDATE ledger_entry SET amount = amount + 1 WHERE amount > 0"},
        {"unbalanced_payments", "UPDATE ledger_entry SET amount = amount * 2"},
        {"entry_without_payment", "DELETE FROM payment"},
        {"quota_versions", "UPDATE service_point SET version = version + 1"},
    });
    testing::on_each_migrated_database([&](sql::Connection& database) {
        Books books{database};
        for (auto const& [check, plant] : plants) {
            CHECK_MESSAGE(books.seen(plant).contains(check), check << " after " << plant);
        }
    });
}

TEST_CASE("a place taken for nobody is found although counters and events agree") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        Books books{database};
        REQUIRE(database.begin());
        sql::Transaction tx{database};
        REQUIRE(store::take_seat(tx, slot(9), {{1}, kNow}));
        auto const found = books.check().differences;
        REQUIRE(found.size() == 1);
        CHECK(found.front().check == "seat_holders");
        CHECK(found.front().seat == slot(9));
        CHECK(found.front().expected == "0");
        CHECK(found.front().found == "1");
        REQUIRE(database.rollback());
    });
}

TEST_CASE("the auditor names at most 100 differences and says that there are more") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        Books books{database};
        REQUIRE(database.begin());
        sql::Transaction tx{database};
        for (std::int64_t id = 10; id < 120; ++id) {
            REQUIRE(store::insert_application(tx, {.id = {id}, .account = {7}, .created = kNow}));
        }
        auto const check = books.check();
        CHECK(check.differences.size() == app::LedgerCheck::kDifferencesMax);
        CHECK(check.more);
        CHECK(check.applications.applications == 113);
        REQUIRE(database.rollback());
    });
}
