// Two servers on one PostgreSQL, each doing its own of two things that rest on the same facts. The
// statements of the first stop where the other has to come in between.
#include "app/application/revise_draft.hpp"
#include "app/booking/hold_group.hpp"
#include "app/booking/hold_place.hpp"
#include "app/operation/forget_uploads.hpp"
#include "app/payment/settle_payment.hpp"
#include "sql/faulty_connection.hpp"
#include "store/migrations.hpp"
#include "testing/databases.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>
#include <atomic>
#include <thread>

using namespace mpaspor;
using namespace std::chrono_literals;
using testing::Office;
using testing::place;

namespace {

booking::SeatKey const kPlace = place(testing::kMonday + std::chrono::days{7});

/// Two connections to one database; `meanwhile` is done once, just before the first calls `at`.
struct Servers {
    Servers(std::string at, std::function<void()> what)
        : call(std::move(at)), meanwhile(std::move(what)) {
        store::migrate(*two_database, {}).value();
    }
    sql::Fault met(std::string_view name) {
        if (armed && name == call) {
            armed = false;
            meanwhile();
        }
        return sql::Fault::none;
    }

    testing::PostgresSchema schema;
    std::string call;
    std::function<void()> meanwhile;
    bool armed = false;
    std::unique_ptr<sql::Connection> one_database = schema.connect(),
                                     two_database = schema.connect();
    sql::FaultyConnection one{*one_database, [this](auto name) { return met(name); }};
};

}  // namespace

TEST_CASE(
    "servers: D4: a free place that goes while a late payment is settled is looked for again") {
    if (!testing::postgres_wanted()) return;
    std::function<void()> take;
    Servers servers{"take_seat", [&] { take(); }};
    Office other{*servers.two_database};
    other.open(kPlace, 1);
    auto const who = other.billed(kPlace);
    other.expire(who.bill);
    auto money = Office::full(who.bill, who.bill.deadline + 1s);
    money.notice = payment::Notice::told;
    auto const settle = [&] {
        servers.one.begin().value();
        sql::Transaction tx{servers.one};
        auto const settled = app::settle_payment(tx, other.system(), testing::settlement(money));
        (settled ? servers.one.commit() : servers.one.rollback()).value();
        return settled;
    };
    take = [&] { other.held(kPlace); };
    servers.armed = true;
    CHECK(settle().error().code == Code::storage_conflict);  // The executor runs it again.
    CHECK(settle().value() == payment::BankAnswer::accepted);
    CHECK(other.application(who).state == application::State::paid_unplaced);
    CHECK(testing::differences_in_books(*servers.two_database).empty());
}

// Goal: a document's file is there as long as the document. Method: the other server takes unused
// uploads away when the first has found one and not yet attached it; it has to wait, and leaves it.
TEST_CASE("servers: 002-S3: an upload that is being attached is not taken away as unused") {
    if (!testing::postgres_wanted()) return;
    std::function<void()> forget;
    Servers servers{"attach_document", [&] { forget(); }};
    Office other{*servers.two_database};
    auto const who = other.draft();
    other.revise(who, app::RemoveDocument{who.application, "id_card"}).value();
    other.now += 25h;
    auto const me = other.as(who.account);
    auto const seen = other.assessment(who).revision;
    std::atomic<bool> forgotten = false;
    std::jthread forgetting;
    auto const third = servers.schema.connect();
    constexpr sql::Statement kWaits{"waits", R"sql(
        SELECT count(*) FROM pg_stat_activity
         WHERE wait_event_type = 'Lock' AND query LIKE '%DELETE FROM upload%'
    )sql"};
    bool waited = false;
    forget = [&] {
        forgetting = std::jthread{[&] {
            auto const job = other.system();
            other.act([&](auto& tx) { return app::forget_unused_uploads(tx, job); }).value();
            forgotten = true;
        }};
        while (!forgotten && !waited) {
            waited = third->run(kWaits, {}).value().at(0).integer(0) > 0;
            std::this_thread::yield();
        }
    };
    servers.armed = true;
    servers.one.begin().value();
    sql::Transaction tx{servers.one};
    app::ReviseDraft const attach{
        .seen = seen,
        .change = app::AttachDocument{who.application, "id_card", sha256("card")},
        .assessed = testing::complete()};
    CHECK(app::revise_draft(tx, me, attach));
    servers.one.commit().value();
    forgetting.join();
    CHECK(waited);
    CHECK(other.count("SELECT count(*) FROM upload") == 1);
    CHECK(other.count("SELECT count(*) FROM outbox WHERE topic = 'blob_removal'") == 0);
}

// Goal: the NIK that a place is held for is the one that stays VALID. Method: the other server
// changes the NIK when the first has read it and not yet written; it has to wait, and is refused.
TEST_CASE("servers: D8: the NIK is not changed while a place is being taken for it") {
    if (!testing::postgres_wanted()) return;
    std::function<void()> change;
    Servers servers{"enter_live", [&] { change(); }};
    Office other{*servers.two_database};
    other.open(kPlace, 1);
    auto const who = other.draft();
    auto const me = other.as(who.account);
    Result<app::Revised> recorded = fail(Code::internal, "not asked");
    std::atomic<bool> recorded_already = false;
    std::jthread asking;
    constexpr sql::Statement kWaits{"waits", R"sql(
        SELECT count(*) FROM pg_stat_activity
         WHERE wait_event_type = 'Lock' AND query LIKE '%FROM application%'
    )sql"};
    auto const third = servers.schema.connect();
    change = [&] {
        asking = std::jthread{[&] {
            recorded = other.revise(
                who, app::RecordNikCheck{{who.application, {"identity", 2, other.now, Bytes(1)}},
                                         sha256("another")});
            recorded_already = true;
        }};
        auto const waits = [&] { return third->run(kWaits, {}).value().at(0).integer(0) > 0; };
        while (!recorded_already && !waits()) std::this_thread::yield();
    };
    servers.armed = true;
    servers.one.begin().value();
    sql::Transaction tx{servers.one};
    CHECK(app::hold_place(tx, me, {who.application, kPlace}));
    servers.one.commit().value();
    asking.join();
    CHECK(recorded.error().code == Code::not_allowed_in_state);
    CHECK(testing::differences_in_books(*servers.two_database).empty());
}

// Goal: a group that has found its places gets these, or looks again. Method: nothing is locked,
// and another takes one of them when the group has looked.
TEST_CASE("servers: D14: a place that goes while a group takes its own is looked for again") {
    if (!testing::postgres_wanted()) return;
    std::function<void()> take;
    Servers servers{"take_seat", [&] { take(); }};
    Office other{*servers.two_database};
    auto const later = place(kPlace.date, 9);
    other.open(kPlace, 2);
    other.open(later, 3);
    auto const account = other.account();
    app::HoldGroup group{{}, kPlace};
    for (auto const* nik : {"one", "two"}) {
        group.applications.push_back(other.draft(account, nik).application);
    }
    auto const hold = [&] {
        servers.one.begin().value();
        sql::Transaction tx{servers.one};
        auto held = app::hold_group(tx, other.as(account), group);
        (held ? servers.one.commit() : servers.one.rollback()).value();
        return held;
    };
    take = [&] { other.held(kPlace); };
    servers.armed = true;
    CHECK(hold().error().code == Code::storage_conflict);  // The executor runs it again.
    CHECK(hold()->back().seat == booking::Seat{later, 2});
    CHECK(testing::differences_in_books(*servers.two_database).empty());
}
