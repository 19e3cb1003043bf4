#include "app/executor.hpp"

#include "base/invariant.hpp"
#include "testing/databases.hpp"
#include "testing/places.hpp"
#include "testing/writer.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <stdexcept>
#include <thread>

using namespace mpaspor;
using app::Urgency;
using sql::Fault;
using testing::Writer;
using Notes = Writer::Notes;

namespace {

constexpr sql::Statement kMistake{"mistake", "INSERT INTO place VALUES (1, 7, 1)"};

/// Runs `test` on either engine, with `capacity` places on each day.
void on_places(std::int64_t capacity, testing::DatabaseTest const& test) {
    testing::on_each_empty_database([&](sql::Connection& database) {
        testing::make_places(database, capacity).value();
        test(database);
    });
}

std::unique_ptr<sql::Connection> sqlite_places(std::int64_t capacity) {
    auto database = sql::open_sqlite(":memory:").value();
    testing::make_places(*database, capacity).value();
    return database;
}

Result<void> nothing(sql::Transaction&) {
    return {};
}

}  // namespace

TEST_CASE("executor: in a batch the refused leave no trace and do not disturb the others") {
    on_places(1, [](sql::Connection& database) {
        Writer writer{database};
        writer.ask([](auto& tx) -> Result<void> {
            TRY(testing::take_place(tx, 2));
            return fail(Code::day_closed);
        });
        for (int i = 0; i < 2; ++i) writer.ask();
        CHECK(writer.outcomes.empty());
        CHECK(writer.executor.run_batch() == 3);
        CHECK(writer.outcomes == Notes{"DAY_CLOSED", "", "SLOT_FULL"});
        CHECK(writer.taken() == 1);
        CHECK(testing::places_taken(database, 2) == 0);
        CHECK(writer.deliveries == 1);
        CHECK(writer.commits == std::vector<std::size_t>{0});  // Durable before anybody hears it.
        CHECK(writer.alarms.empty());
        CHECK(writer.executor.run_batch() == 0);
        CHECK(writer.deliveries == 1);
    });
}

TEST_CASE("executor: a use case that throws harms nobody else, and raises the alarm") {
    on_places(9, [](sql::Connection& database) {
        Writer writer{database};
        writer.ask([](auto& tx) -> Result<void> {
            TRY(testing::take_place(tx, 1));
            throw std::runtime_error{"3171234567890123 is no number"};
        });
        writer.ask([](auto& tx) -> Result<void> {
            TRY(testing::take_place(tx, 1));
            throw BrokenInvariant{"taken <= capacity at seats.cpp:7"};
        });
        writer.ask([](auto&) -> Result<void> { throw 1; });
        writer.ask();
        writer.executor.run_batch();
        CHECK(writer.outcomes == Notes{"INTERNAL", "INTERNAL", "INTERNAL", ""});
        CHECK(writer.taken() == 1);
        // What is thrown by others may quote what somebody typed, so only its kind is told.
        CHECK(writer.alarms == Notes{"exception St13runtime_error",
                                     "taken <= capacity at seats.cpp:7", "exception"});
    });
}

TEST_CASE("executor: who goes on after a statement failed is undone alone, and raises the alarm") {
    on_places(9, [](sql::Connection& database) {
        Writer writer{database};
        writer.ask([](auto& tx) -> Result<void> {
            TRY(testing::take_place(tx, 1));
            std::ignore = tx.run(kMistake, {});
            return {};
        });
        writer.ask([](auto& tx) { return tx.run(kMistake, {}); });
        writer.ask();
        writer.executor.run_batch();
        CHECK(writer.outcomes == Notes{"INTERNAL", "CONSTRAINT_VIOLATED", ""});
        CHECK(writer.taken() == 1);
        CHECK(writer.alarms.size() == 2);
    });
}

TEST_CASE("executor: an answer that throws keeps nobody from theirs") {
    auto const database = sqlite_places(1);
    Writer writer{*database};
    writer.executor.submit<void>({.context = {},
                                  .use_case = [](auto& tx, auto const&) { return nothing(tx); },
                                  .answer = [](auto const&) { throw 1; }});
    writer.ask();
    writer.executor.run_batch();
    CHECK(writer.outcomes == Notes{""});
}

TEST_CASE("executor: each run is told the time at which it runs, each try anew") {
    auto const database = sqlite_places(1);
    Writer writer{*database};
    writer.fault = testing::at_call("commit", Fault::conflict);
    Instant const arrived{std::chrono::seconds{5}};
    std::vector<std::int64_t> seen;
    writer.executor.submit<void>({.context = {.arrived = arrived},
                                  .use_case = [&](auto&, auto const& context) -> Result<void> {
                                      CHECK(context.arrived == arrived);
                                      seen.push_back(context.now.time_since_epoch().count());
                                      writer.clock.at += std::chrono::microseconds{7};
                                      return {};
                                  },
                                  .answer = [](auto const& done) { CHECK(done.has_value()); }});
    writer.executor.run_batch();
    CHECK(seen == std::vector<std::int64_t>{0, 7});
}

TEST_CASE("executor: a full queue says so at once, and other queues keep their room") {
    auto const database = sqlite_places(9);
    Writer writer{*database, {.settlements_max = 1, .seats_max = 2, .saves_max = 1}};
    writer.ask(nothing, Urgency::save);
    for (int i = 0; i < 2; ++i) writer.ask();
    CHECK(writer.outcomes.empty());
    writer.ask();
    writer.ask(nothing, Urgency::save);
    CHECK(writer.outcomes == Notes{"BUSY", "BUSY"});
    writer.ask(nothing, Urgency::settlement);
    CHECK(writer.outcomes.size() == 2);
    writer.ask(nothing, Urgency::settlement);
    CHECK(writer.outcomes == Notes{"BUSY", "BUSY", "BUSY"});
    CHECK(writer.executor.stats().waiting == app::Queues::Counts{1, 2, 1});
    CHECK(writer.executor.stats().turned_away == 3);
    CHECK(writer.executor.run_batch() == 4);
    CHECK(writer.outcomes == Notes{"BUSY", "BUSY", "BUSY", "", "", "", ""});
}

TEST_CASE("executor: the more urgent is decided first, whenever it came") {
    on_places(1, [](sql::Connection& database) {
        Writer writer{database};
        std::string order;
        auto const note = [&order](char letter) {
            return [&order, letter](auto&) -> Result<void> {
                order += letter;
                return {};
            };
        };
        writer.ask(note('d'), Urgency::save);
        writer.ask(note('b'), Urgency::seat);
        writer.ask(note('c'), Urgency::seat);
        writer.ask(note('a'), Urgency::settlement);
        writer.executor.run_batch();
        CHECK(order == "abcd");
    });
}

TEST_CASE("executor: a batch takes as many as it may, and what it counts is true") {
    on_places(99, [](sql::Connection& database) {
        Writer writer{database, {.batch_max = 5}};
        for (int i = 0; i < 6; ++i) writer.ask();
        CHECK(writer.executor.run_batch() == 5);
        CHECK(writer.executor.run_batch() == 1);
        auto const stats = writer.executor.stats();
        CHECK(stats.batches == 2);
        CHECK(stats.works == 6);
        CHECK(stats.sizes[0] == 1);
        CHECK(stats.sizes[2] == 1);
        CHECK(stats.conflicts + stats.lost_commits + stats.turned_away == 0);
    });
}

TEST_CASE("executor: on PostgreSQL a batch stays within the cache of subtransactions") {
    if (!testing::postgres_wanted()) return;
    testing::PostgresSchema const schema;
    auto const database = schema.connect();
    testing::make_places(*database, 999).value();
    Writer writer{*database};
    for (int i = 0; i < 65; ++i) writer.ask();
    CHECK(writer.executor.run_batch() == 64);
    CHECK(writer.executor.run_batch() == 1);
}

TEST_CASE("executor: every caller is answered once, also around a stop") {
    auto const database = sqlite_places(1);
    Writer writer{*database, {.batch_max = 8}};
    {
        std::jthread const thread{
            [&](std::stop_token const& stop) { CHECK(writer.executor.run(stop).has_value()); }};
        for (int i = 0; i < 100; ++i) writer.ask();
    }
    CHECK(writer.outcomes.size() == 100);  // What was taken in before the stop is finished,
    CHECK(std::ranges::count(writer.outcomes, "") == 1);
    writer.ask();  // and what comes after it does not wait for a thread that is gone.
    CHECK(writer.outcomes.size() == 101);
    CHECK(writer.outcomes.back() == "SHUTTING_DOWN");
}

TEST_CASE("executor: one that ends without having run tells those who wait") {
    auto const database = sqlite_places(1);
    Notes left;
    {
        Writer idle{*database};
        idle.executor.submit<void>(
            {.context = {},
             .use_case = [](auto& tx, auto const&) { return nothing(tx); },
             .answer = [&](auto const& r) { left.emplace_back(info(r.error().code).name); }});
    }
    CHECK(left == Notes{"SHUTTING_DOWN"});
}

// Goal: show that the order of commit and answer is what keeps a promise, and that it is tested.
// Method: lose the COMMIT; the switch for negative controls makes the executor promise the place.
TEST_CASE("executor: an answer before the commit would promise what is lost") {
    on_places(1, [](sql::Connection& database) {
        for (bool const early : {false, true}) {
            Writer writer{database, {.answer_before_commit = early}};
            writer.fault = testing::at_call("commit", Fault::unavailable);
            writer.ask();
            writer.executor.run_batch();
            CHECK(writer.outcomes == Notes{early ? "" : "STORAGE_UNAVAILABLE"});
            CHECK(writer.deliveries == 1);
            CHECK(writer.taken() == 0);
        }
    });
}
