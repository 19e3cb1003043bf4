#include "app/executor.hpp"

#include "testing/databases.hpp"
#include "testing/places.hpp"
#include "testing/writer.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <latch>
#include <thread>

using namespace mpaspor;
using testing::place_on;
using testing::take_place;
using testing::Writer;
using Notes = Writer::Notes;
using Seats = std::vector<booking::SeatKey>;

namespace {

/// Takes a place on either day in this order; in between, on the first try only, does `between`.
app::UseCase<void> take_both(int first, int second, std::function<void()> between) {
    return [=, between = std::move(between), met = false](auto& tx,
                                                          auto const&) mutable -> Result<void> {
        TRY(take_place(tx, first));
        if (!std::exchange(met, true)) between();
        return take_place(tx, second);
    };
}

/// Two servers on one database, where a deadlock is found after 5 ms.
struct TwoServers {
    TwoServers() {
        for (auto* database : {one_database.get(), two_database.get()}) {
            database->script("SET deadlock_timeout = '5ms'").value();
        }
        testing::make_places(*one_database, 99).value();
    }
    void submit(Writer& server, app::UseCase<void> use_case, app::Declare declare) {
        server.executor.submit<void>({.context = {},
                                      .use_case = std::move(use_case),
                                      .answer =
                                          [&server](auto const& done) {
                                              server.outcomes.emplace_back(
                                                  done ? "" : info(done.error().code).name);
                                          },
                                      .declare = std::move(declare)});
    }
    void run() {
        std::jthread const other{[&] { two.executor.run_batch(); }};
        one.executor.run_batch();
    }
    std::uint64_t conflicts() {
        return one.executor.stats().conflicts + two.executor.stats().conflicts;
    }

    testing::PostgresSchema schema;
    std::unique_ptr<sql::Connection> one_database = schema.connect();
    std::unique_ptr<sql::Connection> two_database = schema.connect();
    Writer one{*one_database}, two{*two_database};
};

}  // namespace

// Goal: two servers that need the same rows in different orders never wait for each other.
// Method: the second asks for its locks while the first is between its two rows.
TEST_CASE("executor: declared seats are locked in order, so two servers do not deadlock") {
    if (!testing::postgres_wanted()) return;
    TwoServers servers;
    std::latch one_is_between{1}, two_asks{1};
    servers.submit(servers.one,
                   take_both(1, 2,
                             [&] {
                                 one_is_between.count_down();
                                 two_asks.wait();
                             }),
                   app::always({place_on(1), place_on(2)}));
    servers.submit(servers.two, take_both(2, 1, [] {}),
                   [&, asked = false](auto&) mutable -> Result<Seats> {
                       one_is_between.wait();
                       if (!std::exchange(asked, true)) two_asks.count_down();
                       return Seats{place_on(2), place_on(1), place_on(2)};
                   });
    servers.run();
    CHECK(servers.conflicts() == 0);
    CHECK(servers.one.outcomes == Notes{""});
    CHECK(servers.two.outcomes == Notes{""});
}

// The negative control of the test above: what was not declared does deadlock, and still ends well.
TEST_CASE("executor: undeclared seats deadlock between two servers, and the loser tries again") {
    if (!testing::postgres_wanted()) return;
    TwoServers servers;
    std::latch both_have_one{2};
    auto const meet = [&] { both_have_one.arrive_and_wait(); };
    servers.submit(servers.one, take_both(1, 2, meet), nullptr);
    servers.submit(servers.two, take_both(2, 1, meet), nullptr);
    servers.run();
    CHECK(servers.conflicts() > 0);
    CHECK(servers.one.outcomes == Notes{""});
    CHECK(servers.two.outcomes == Notes{""});
    CHECK(testing::places_taken(*servers.one_database, 1) == 2);
}

TEST_CASE("executor: the seats of a batch are locked in one statement, ascending, each once") {
    if (!testing::postgres_wanted()) return;
    testing::PostgresSchema const schema;
    auto const database = schema.connect();
    testing::make_places(*database, 9).value();
    Writer writer{*database};
    auto hooks = writer.hooks();
    std::vector<Seats> locked;
    hooks.lock_seats = [&](auto&, auto keys) -> Result<void> {
        locked.emplace_back(keys.begin(), keys.end());
        return {};
    };
    app::Executor executor{hooks, writer.clock, {}};
    Notes outcomes;
    auto const ask = [&](app::Declare declare) {
        executor.submit<void>(
            {.context = {},
             .use_case = [](auto& tx, auto const&) { return take_place(tx, 1); },
             .answer = [&](auto const& done) { outcomes.emplace_back(done ? "" : "refused"); },
             .declare = std::move(declare)});
    };
    ask(nullptr);
    executor.run_batch();
    CHECK(locked.empty());  // Nothing declared, nothing to lock.

    ask(app::always({place_on(7), place_on(3)}));
    ask(nullptr);
    ask(app::always({place_on(3), place_on(5)}));
    executor.run_batch();
    CHECK(locked == std::vector<Seats>{{place_on(3), place_on(5), place_on(7)}});
    CHECK(outcomes == Notes(4, ""));
}

TEST_CASE(
    "executor: a declaration that fails declares nothing, and the use case is run all the same") {
    if (!testing::postgres_wanted()) return;
    testing::PostgresSchema const schema;
    auto const database = schema.connect();
    testing::make_places(*database, 9).value();
    Writer writer{*database};
    auto const ask = [&](app::Declare declare) {
        writer.executor.submit<void>(
            {.context = {},
             .use_case = [](auto& tx, auto const&) { return take_place(tx, 1); },
             .answer =
                 [&](auto const& done) { writer.outcomes.emplace_back(done ? "" : "refused"); },
             .declare = std::move(declare)});
    };
    ask([](auto& tx) -> Result<Seats> {
        TRY(tx.run({"mistake", "SELECT no_such_column FROM place"}, {}));
        return Seats{};
    });
    ask([](auto&) -> Result<Seats> { throw 1; });
    ask([](auto&) -> Result<Seats> { return fail(Code::application_not_found); });
    ask(app::always({place_on(1)}));
    writer.executor.run_batch();
    CHECK(writer.outcomes == Notes(4, ""));
    CHECK(writer.alarms.size() == 2);  // The refusal is nobody's mistake.
}

TEST_CASE("executor: SQLite has one writer, so nothing is declared or locked") {
    auto const database = sql::open_sqlite(":memory:").value();
    testing::make_places(*database, 9).value();
    Writer writer{*database};
    bool declared = false;
    writer.executor.submit<void>(
        {.context = {},
         .use_case = [](auto& tx, auto const&) { return take_place(tx, 1); },
         .answer = [](auto const& done) { CHECK(done.has_value()); },
         .declare = [&](auto&) -> Result<Seats> {
             declared = true;
             return Seats{};
         }});
    writer.executor.run_batch();
    CHECK(!declared);
    CHECK(writer.taken() == 1);
}
