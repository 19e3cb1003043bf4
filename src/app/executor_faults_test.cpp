#include "app/executor.hpp"

#include "testing/databases.hpp"
#include "testing/places.hpp"
#include "testing/writer.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>
#include <algorithm>
#include <iterator>

using namespace mpaspor;
using sql::Fault;
using testing::at_call;
using testing::Writer;
using Notes = Writer::Notes;
using std::chrono::microseconds;

namespace {

constexpr sql::Statement kPoison{"poison", "SELECT 1"};

/// Takes a place, with a statement called "poison" before it.
Result<void> take_with_poison(sql::Transaction& tx) {
    TRY(tx.run(kPoison, {}));
    return testing::take_place(tx, 1);
}

void on_places(std::int64_t capacity, testing::DatabaseTest const& test) {
    testing::on_each_empty_database([&](sql::Connection& database) {
        testing::make_places(database, capacity).value();
        test(database);
    });
}

}  // namespace

TEST_CASE("executor: what meets a conflict is run again in halves, in the end alone, then busy") {
    on_places(99, [](sql::Connection& database) {
        Writer writer{database, {.tries_max = 3}};
        int tries = 0;
        writer.fault = [&](auto call) {
            if (call != "poison") return Fault::none;
            ++tries;
            return Fault::conflict;
        };
        for (int i = 0; i < 7; ++i) {
            if (i == 4) writer.ask(take_with_poison);
            if (i != 4) writer.ask();
        }
        writer.executor.run_batch();
        CHECK(writer.outcomes == Notes{"", "", "", "", "BUSY", "", ""});
        CHECK(writer.taken() == 6);
        CHECK(tries == 6);  // In the batch of 7, its half of 4, that one's of 2, three times alone.
        CHECK(writer.executor.stats().conflicts == 6);
        CHECK(writer.pauses == std::vector{microseconds{2'000}, microseconds{4'000}});
        CHECK(writer.commits == std::vector<std::size_t>{0, 0, 0});
        CHECK(writer.deliveries == 1);
        CHECK(writer.connections == 1);
        CHECK(writer.alarms.empty());  // Nobody made a mistake.
    });
}

TEST_CASE("executor: the pause before a further try grows up to its bound") {
    on_places(99, [](sql::Connection& database) {
        Writer writer{database, {.tries_max = 7}};
        writer.fault = [](auto call) { return call == "poison" ? Fault::conflict : Fault::none; };
        writer.ask(take_with_poison);
        writer.executor.run_batch();
        CHECK(writer.pauses == std::vector{microseconds{2'000}, microseconds{4'000},
                                           microseconds{8'000}, microseconds{16'000},
                                           microseconds{16'000}, microseconds{16'000}});
    });
}

TEST_CASE("executor: a conflict that passes is not noticed by the callers") {
    for (char const* call : {"begin", "savepoint", "take_place", "release", "undo", "commit"}) {
        CAPTURE(call);
        on_places(1, [&](sql::Connection& database) {
            Writer writer{database};
            writer.fault = at_call(call, Fault::conflict);
            writer.ask();
            writer.ask();
            writer.executor.run_batch();
            CHECK(writer.outcomes == Notes{"", "SLOT_FULL"});
            CHECK(writer.taken() == 1);
            CHECK(writer.connections == 1);
            CHECK(writer.executor.stats().conflicts == 1);
        });
    }
}

TEST_CASE("executor: a COMMIT that one use case spoils is refused to that one alone") {
    on_places(9, [](sql::Connection& database) {
        Writer writer{database};
        writer.ask();
        writer.ask(testing::owe_a_parent);
        writer.ask();
        writer.executor.run_batch();
        CHECK(writer.outcomes == Notes{"", "INTERNAL", ""});
        CHECK(writer.taken() == 2);
        CHECK(writer.alarms.size() == 1);
        CHECK(writer.connections == 1);
    });
}

TEST_CASE("executor: without a connection all are told so, and the next batch has a new one") {
    for (char const* call : {"begin", "savepoint", "take_place", "release", "undo", "commit"}) {
        CAPTURE(call);
        on_places(1, [&](sql::Connection& database) {
            Writer writer{database};
            writer.fault = at_call(call, Fault::unavailable);
            writer.ask();
            writer.ask();
            writer.executor.run_batch();
            CHECK(writer.outcomes == Notes{"STORAGE_UNAVAILABLE", "STORAGE_UNAVAILABLE"});
            CHECK(writer.taken() == 0);
            CHECK(writer.commits.empty());

            writer.ask();
            writer.executor.run_batch();
            CHECK(writer.outcomes.back().empty());
            CHECK(writer.connections == 2);
        });
    }
}

TEST_CASE("executor: when nobody can connect all are told so, and later it works again") {
    auto const database = sql::open_sqlite(":memory:").value();
    testing::make_places(*database, 1).value();
    Writer writer{*database};
    bool down = true;
    auto hooks = writer.hooks();
    hooks.connect = [&, connect = hooks.connect]() -> Result<std::unique_ptr<sql::Connection>> {
        if (down) return fail(Code::storage_unavailable);
        return connect();
    };
    app::Executor executor{hooks, writer.clock, {}};
    Notes outcomes;
    auto const ask = [&] {
        executor.submit<void>(
            {.context = {},
             .use_case = [](auto& tx, auto const&) { return testing::take_place(tx, 1); },
             .answer =
                 [&](auto const& done) {
                     outcomes.emplace_back(done ? "" : info(done.error().code).name);
                 }});
    };
    for (int i = 0; i < 2; ++i) ask();
    CHECK(executor.run_batch() == 2);
    down = false;
    ask();
    CHECK(executor.run_batch() == 1);
    CHECK(outcomes == Notes{"STORAGE_UNAVAILABLE", "STORAGE_UNAVAILABLE", ""});
}

TEST_CASE("executor: when nobody knows whether COMMIT happened nobody is told that it did or not") {
    on_places(1, [](sql::Connection& database) {
        Writer writer{database};
        writer.fault = at_call("commit", Fault::answer_lost);
        writer.ask();
        writer.ask();  // Refused, because of a change of which nobody knows.
        writer.executor.run_batch();
        CHECK(writer.outcomes == Notes{"OUTCOME_UNKNOWN", "OUTCOME_UNKNOWN"});
        CHECK(writer.taken() == 1);
        CHECK(writer.executor.stats().lost_commits == 1);
        CHECK(writer.commits.empty());
    });
}

TEST_CASE("executor: a half whose COMMIT is lost leaves the other half its own outcome") {
    on_places(9, [](sql::Connection& database) {
        Writer writer{database};
        writer.fault = [poisoned = false, lost = false](std::string_view call) mutable {
            if (call == "poison" && !std::exchange(poisoned, true)) return Fault::conflict;
            if (call == "commit" && !std::exchange(lost, true)) return Fault::answer_lost;
            return Fault::none;
        };
        for (int i = 0; i < 3; ++i) writer.ask();
        writer.ask(take_with_poison);
        writer.executor.run_batch();
        CHECK(writer.outcomes == Notes{"OUTCOME_UNKNOWN", "OUTCOME_UNKNOWN", "", ""});
        CHECK(writer.taken() == 4);
        CHECK(writer.connections == 2);
    });
}

TEST_CASE("executor: with a broken disk it answers and ends") {
    for (std::string_view const call : {"take_place", "commit"}) {
        on_places(9, [&](sql::Connection& database) {
            Writer writer{database, {.batch_max = 1}};
            writer.fault = at_call(std::string{call}, Fault::broken);
            writer.ask();
            writer.ask();
            CHECK(writer.executor.run({}).error().code == Code::storage_broken);
            writer.ask();
            std::string const first = call == "commit" ? "OUTCOME_UNKNOWN" : "STORAGE_BROKEN";
            CHECK(writer.outcomes == Notes{first, "SHUTTING_DOWN", "SHUTTING_DOWN"});
        });
    }
}

TEST_CASE("executor: once a disk is broken nothing more of the batch is written to it") {
    on_places(9, [](sql::Connection& database) {
        Writer writer{database};
        writer.fault = [poisoned = false](std::string_view call) mutable {
            if (call == "poison" && !std::exchange(poisoned, true)) return Fault::conflict;
            return call == "commit" ? Fault::broken : Fault::none;
        };
        writer.ask();
        writer.ask(take_with_poison);
        writer.executor.run_batch();
        CHECK(writer.outcomes == Notes{"OUTCOME_UNKNOWN", "STORAGE_BROKEN"});
        CHECK(writer.connections == 1);
    });
}

// Goal: whatever fails, everybody is answered once and no answer is untrue. Method: any call may
// fail in any way; those told yes have a place, those told no have none.
TEST_CASE("executor: whatever fails, what is told is true") {
    CHECK(rc::check("any faults at any calls", [](std::vector<std::uint8_t> const& faults) {
        constexpr std::array kFaults{Fault::conflict, Fault::unavailable, Fault::answer_lost};
        auto const database = sql::open_sqlite(":memory:").value();
        testing::make_places(*database, 7).value();
        Writer writer{*database, {.batch_max = 4, .tries_max = 2}};
        std::size_t calls = 0;
        writer.fault = [&](auto) {
            // One call in eight fails, until the list is used up.
            auto const drawn = calls < faults.size() ? faults[calls] : std::uint8_t{0};
            ++calls;
            return drawn % 8 == 7 ? kFaults.at(drawn / 8 % kFaults.size()) : Fault::none;
        };
        for (int i = 0; i < 10; ++i) writer.ask();
        while (writer.executor.run_batch() > 0) {
        }
        auto const told = [&](std::string_view what) {
            return std::ranges::count(writer.outcomes, what);
        };
        RC_ASSERT(writer.outcomes.size() == 10U);
        RC_ASSERT(writer.taken() >= told(""));
        RC_ASSERT(writer.taken() <= told("") + told("OUTCOME_UNKNOWN"));
        RC_ASSERT(told("SLOT_FULL") == 0 || writer.taken() == 7);
        RC_CLASSIFY(told("OUTCOME_UNKNOWN") > 0, "a commit was lost");
        RC_CLASSIFY(told("BUSY") > 0, "somebody was told busy");
    }));
}
