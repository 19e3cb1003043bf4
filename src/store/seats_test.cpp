#include "store/seats.hpp"

#include "store/migrations.hpp"
#include "testing/databases.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>
#include <algorithm>
#include <array>
#include <optional>
#include <ostream>
#include <thread>
#include <utility>
#include <vector>

using namespace mpaspor;
using booking::SeatKey;
using testing::Office;
using testing::place;

namespace {

LocalDate const kDay = testing::kMonday + std::chrono::days{7};

/// The ledger alone: places are taken for applications that are not there.
struct Ledger : Office {
    using Office::Office;
    Result<booking::Seat> take(SeatKey const& key) {
        return act([&](auto& tx) { return store::take_seat(tx, key, {{fresh()}, now}); });
    }
    Result<booking::Seat> grant(SeatKey const& key) {
        return act([&](auto& tx) { return store::grant_seat(tx, key, {{fresh()}, now}); });
    }
    Result<void> give_back(SeatKey const& key) {
        return act([&](auto& tx) { return store::return_seat(tx, key, {{1}, now}); });
    }
    Result<booking::Seat> move(SeatKey const& from, SeatKey const& to) {
        return act([&](auto& tx) { return store::move_seat(tx, from, to, {{1}, now}); });
    }
    Result<void> set(SeatKey const& key, int capacity) {
        return act([&](auto& tx) { return store::set_capacity(tx, key, capacity, {{}, now}); });
    }
    std::vector<SeatKey> nearest(SeatKey const& near, int most) {
        auto const rows =
            act([&](auto& tx) {
                return store::nearest_free(tx, near, kDay, kDay + std::chrono::days{9}, now, most);
            }).value();
        std::vector<SeatKey> keys;
        for (auto const& row : rows) keys.push_back(row.key);
        return keys;
    }
    std::array<int, 3> counters(SeatKey const& key) {
        auto const found = row(key);
        return {found.capacity, found.granted, found.taken};
    }
};

void on_each_ledger(std::function<void(Ledger&)> const& test) {
    testing::on_each_migrated_database([&](sql::Connection& connection) {
        Ledger ledger{connection};
        test(ledger);
        CHECK(testing::differences_in_seats(connection) == std::vector<std::string>{});
    });
}

using Counters = std::array<int, 3>;  ///< Capacity, granted, taken.

enum class Verb : std::uint8_t { take, grant, give_back, set, open, move };

struct Command {
    Verb verb = Verb::take;
    int row = 0, other = 0, amount = 0;
};
void showValue(Command const& c, std::ostream& out) {
    out << static_cast<int>(c.verb) << '(' << c.row << ',' << c.other << ',' << c.amount << ')';
}

rc::Gen<Command> gen_command() {
    return rc::gen::apply(
        [](Verb verb, int row, int other, int amount) { return Command{verb, row, other, amount}; },
        rc::gen::element(Verb::take, Verb::take, Verb::take, Verb::grant, Verb::give_back,
                         Verb::set, Verb::open, Verb::move, Verb::move),
        rc::gen::inRange(0, 3), rc::gen::inRange(0, 3), rc::gen::inRange(0, 4));
}

/// Why it was refused; nothing when it was done.
using Refused = std::optional<Code>;

/// A row as D3 tells of it; none while its version is 0.
struct Model {
    int capacity = 0, granted = 0, taken = 0;
    std::int64_t sequence = 0, version = 0;
    friend bool operator==(Model const&, Model const&) = default;

    Refused take() {
        if (version == 0) return Code::day_not_found;
        if (capacity == 0) return Code::day_closed;
        if (taken >= capacity) return Code::slot_full;
        ++taken;
        ++sequence;
        return changed();
    }
    Refused grant() {
        if (version == 0) return Code::day_not_found;
        if (taken >= capacity) ++granted;
        ++taken;
        ++sequence;
        return changed();
    }
    Refused give_back() {
        if (taken == 0) return Code::internal;
        if (granted > 0) --granted;
        --taken;
        return changed();
    }
    Refused set(int places) {
        if (version == 0) return Code::day_not_found;
        return open(places);
    }
    Refused open(int places) {
        capacity = places;
        granted = std::max(0, taken - places);
        return changed();
    }
    Refused changed() {
        ++version;
        return std::nullopt;
    }
};

Model as_model(store::SeatRow const& row) {
    return {row.capacity, row.granted, row.taken, row.sequence, row.version};
}

Refused carry_out(std::array<Model, 3>& rows, Command const& command) {
    auto& row = rows.at(static_cast<std::size_t>(command.row));
    auto& other = rows.at(static_cast<std::size_t>(command.other));
    switch (command.verb) {
        case Verb::take: return row.take();
        case Verb::grant: return row.grant();
        case Verb::give_back: return row.give_back();
        case Verb::set: return row.set(command.amount);
        case Verb::open: return row.open(command.amount);
        case Verb::move: break;
    }
    if (command.row == command.other) return Code::internal;
    auto const before = rows;
    auto refused = command.row < command.other ? row.give_back() : other.take();
    if (!refused) refused = command.row < command.other ? other.take() : row.give_back();
    if (refused) rows = before;
    return refused;
}

template <typename T>
Refused refused(Result<T> const& result) {
    if (result) return std::nullopt;
    return result.error().code;
}

Refused carry_out(Ledger& ledger, Command const& command, SeatKey const& row,
                  SeatKey const& other) {
    switch (command.verb) {
        case Verb::take: return refused(ledger.take(row));
        case Verb::grant: return refused(ledger.grant(row));
        case Verb::give_back: return refused(ledger.give_back(row));
        case Verb::set: return refused(ledger.set(row, command.amount));
        case Verb::open: ledger.open(row, command.amount); return std::nullopt;
        case Verb::move: return refused(ledger.move(row, other));
    }
    std::unreachable();
}

}  // namespace

TEST_CASE(
    "seats: D3: the public gets a place only while taken < capacity, in a sequence that grows") {
    on_each_ledger([](Ledger& ledger) {
        auto const key = place(kDay);
        ledger.open(key, 2);
        CHECK(ledger.take(key).value() == booking::Seat{key, 1});
        CHECK(ledger.take(key).value() == booking::Seat{key, 2});
        CHECK(ledger.take(key).error().code == Code::slot_full);
        CHECK(ledger.counters(key) == Counters{2, 0, 2});

        ledger.give_back(key).value();
        CHECK(ledger.take(key)->sequence == 3);  // The place comes again, its number does not.
        CHECK(ledger.row(key).version == 5);     // Opened, taken, taken, returned, taken.
    });
}

TEST_CASE("seats: who cannot take a place is told why") {
    on_each_ledger([](Ledger& ledger) {
        CHECK(ledger.take(place(kDay)).error().code == Code::day_not_found);
        CHECK(ledger.grant(place(kDay)).error().code == Code::day_not_found);
        CHECK(ledger.set(place(kDay), 1).error().code == Code::day_not_found);

        ledger.open(place(kDay), 0);
        CHECK(ledger.take(place(kDay)).error().code == Code::day_closed);

        auto const tomorrow = place(kDay, 9);
        auto const opening = ledger.now + std::chrono::seconds{1};
        ledger
            .act([&](auto& tx) {
                return store::open_seat(tx, tomorrow, 1, opening, {{}, ledger.now});
            })
            .value();
        CHECK(ledger.take(tomorrow).error().code == Code::not_yet_open);
        CHECK(ledger.grant(tomorrow).has_value());  // Who has a right to a place does not wait.
        ledger.give_back(tomorrow).value();
        ledger.now = opening;
        CHECK(ledger.take(tomorrow).has_value());
        CHECK(ledger.take(tomorrow).error().code == Code::slot_full);

        CHECK(ledger.give_back(place(kDay)).error().code == Code::internal);
    });
}

TEST_CASE("seats: D2: a place is one of a point, a date, a pool and a slot, each counted apart") {
    on_each_ledger([](Ledger& ledger) {
        auto other_pool = place(kDay);
        other_pool.pool = booking::Pool::priority;
        std::vector const keys{place(kDay), place(kDay, 9), place(kDay + std::chrono::days{1}),
                               place(kDay, 8, testing::kMaumere), other_pool};
        for (auto const& key : keys) ledger.open(key, 1);
        for (auto const& key : keys) CHECK(ledger.take(key).value() == booking::Seat{key, 1});
        for (auto const& key : keys) CHECK(ledger.take(key).error().code == Code::slot_full);
    });
}

TEST_CASE("seats: D3: granted is what is taken beyond the capacity, and never goes on sale") {
    on_each_ledger([](Ledger& ledger) {
        auto const key = place(kDay);
        ledger.open(key, 2);
        CHECK(ledger.grant(key).has_value());
        CHECK(ledger.counters(key) == Counters{2, 0, 1});  // A free one is no grant.
        CHECK(ledger.take(key).has_value());
        CHECK(ledger.grant(key)->sequence == 3);
        CHECK(ledger.grant(key)->sequence == 4);
        CHECK(ledger.counters(key) == Counters{2, 2, 4});
        // Whatever returns shrinks granted first.
        for (int left = 2; left > 0; --left) {
            CHECK(ledger.counters(key) == Counters{2, left, 2 + left});
            CHECK(ledger.take(key).error().code == Code::slot_full);
            ledger.give_back(key).value();
        }
        CHECK(ledger.counters(key) == Counters{2, 0, 2});
        CHECK(ledger.take(key).error().code == Code::slot_full);
        ledger.give_back(key).value();
        CHECK(ledger.take(key).has_value());
    });
}

TEST_CASE(
    "seats: D3, 002-A2: a cut below taken turns the surplus into granted; a rise takes it back") {
    on_each_ledger([](Ledger& ledger) {
        auto const key = place(kDay);
        ledger.open(key, 5);
        for (int i = 0; i < 4; ++i) ledger.take(key).value();
        ledger.set(key, 1).value();
        CHECK(ledger.counters(key) == Counters{1, 3, 4});
        CHECK(ledger.take(key).error().code == Code::slot_full);
        ledger.set(key, 0).value();
        CHECK(ledger.counters(key) == Counters{0, 4, 4});
        CHECK(ledger.take(key).error().code == Code::day_closed);
        ledger.set(key, 3).value();
        CHECK(ledger.counters(key) == Counters{3, 1, 4});
        ledger.open(key, 6);  // What the rules say now.
        CHECK(ledger.counters(key) == Counters{6, 0, 4});
        ledger.open(key, 2);
        CHECK(ledger.counters(key) == Counters{2, 2, 4});
    });
}

TEST_CASE("seats: D3: a move takes the new place and gives the old one back, or does neither") {
    on_each_ledger([](Ledger& ledger) {
        auto const early = place(kDay), late = place(kDay, 13), full = place(kDay, 10);
        ledger.open(early, 1);
        ledger.open(late, 1);
        ledger.open(full, 0);
        ledger.take(early).value();
        CHECK(ledger.move(early, late).value() == booking::Seat{late, 1});
        CHECK(ledger.counters(early) == Counters{1, 0, 0});
        CHECK(ledger.move(late, early).value() == booking::Seat{early, 2});
        CHECK(ledger.counters(late) == Counters{1, 0, 0});
        CHECK(ledger.move(early, full).error().code == Code::day_closed);
        CHECK(ledger.move(early, place(kDay, 20)).error().code == Code::day_not_found);
        CHECK(ledger.move(early, early).error().code == Code::internal);
        CHECK(ledger.counters(early) == Counters{1, 0, 1});
        CHECK(ledger.row(early).version == 4);
    });
}

TEST_CASE("seats: D3: the database itself refuses taken > capacity + granted") {
    on_each_ledger([](Ledger& ledger) {
        ledger.open(place(kDay), 1);
        auto const oversold = ledger.act(
            [](auto& tx) { return tx.run({"oversell", "UPDATE seat SET taken = 2"}, {}); });
        CHECK(oversold.error().constraint == "seat_never_oversold");
    });
}

TEST_CASE("seats: the nearest free place is by days, then by date, then by the time of the day") {
    on_each_ledger([](Ledger& ledger) {
        auto const near = place(kDay + std::chrono::days{3}, 9);
        auto const on = [](int days, int hour) {
            return place(kDay + std::chrono::days{days}, hour);
        };
        for (auto const& key :
             {on(3, 8), on(3, 9), on(3, 11), on(2, 9), on(4, 9), on(4, 8), on(9, 9)}) {
            ledger.open(key, 1);
        }
        CHECK(ledger.nearest(near, 2) == std::vector{near, on(3, 8)});
        ledger.take(near).value();
        CHECK(ledger.nearest(near, 9) ==
              std::vector{on(3, 8), on(3, 11), on(2, 9), on(4, 9), on(4, 8)});
        ledger.set(on(3, 8), 0).value();
        CHECK(ledger.nearest(near, 1) == std::vector{on(3, 11)});
    });
}

// Goal: whoever gives rows to be locked in whatever order, they are locked ascending, in one
// statement. Method: while another transaction holds the middle one, the first is locked and the
// last is not.
TEST_CASE("seats: lock_seats locks ascending on PostgreSQL and asks nothing of SQLite") {
    auto const sqlite = sql::open_sqlite(":memory:").value();
    sql::Transaction nothing_there{*sqlite};
    std::vector const keys{place(kDay, 10), place(kDay, 9), place(kDay, 8)};
    CHECK(store::lock_seats(nothing_there, keys));
    if (!testing::postgres_wanted()) return;

    testing::PostgresSchema const schema;
    auto const one = schema.connect(), two = schema.connect(), three = schema.connect();
    store::migrate(*one, {}).value();
    Ledger ledger{*one};
    for (auto const& key : keys) ledger.open(key, 1);

    constexpr sql::Statement kMiddle{"middle", "SELECT 1 FROM seat WHERE slot = 540 FOR UPDATE"};
    one->begin().value();
    one->run(kMiddle, {}).value();
    std::jthread const locking{[&] {
        two->begin().value();
        sql::Transaction tx{*two};
        CHECK(store::lock_seats(tx, keys));
        two->commit().value();
    }};
    constexpr sql::Statement kWaits{"waits", R"sql(
        SELECT count(*) FROM pg_stat_activity
         WHERE wait_event_type = 'Lock' AND query LIKE '%unnest%' AND pid <> pg_backend_pid()
    )sql"};
    while (three->run(kWaits, {}).value().at(0).integer(0) == 0) std::this_thread::yield();
    auto const free = [&](int slot) {
        constexpr sql::Statement kTry{"try", R"sql(
            SELECT 1 FROM seat WHERE slot = $1 FOR UPDATE SKIP LOCKED
        )sql"};
        return !three->run(kTry, {std::int64_t{slot}}).value().empty();
    };
    CHECK_FALSE(free(8 * 60));
    CHECK_FALSE(free(9 * 60));
    CHECK(free(10 * 60));
    one->rollback().value();
}

// Goal: whatever happens to a row, its counters are those of a model that knows nothing but the
// sentences of D3, its sequence grows by one with each taking and its version with each change.
// Method: random commands on three rows of a fresh day each time.
TEST_CASE("seats: D2, D3: any history of rows is that of a small model") {
    on_each_ledger([](Ledger& ledger) {
        auto day = kDay;
        CHECK(rc::check("seats follow the model", [&] {
            day += std::chrono::days{1};
            std::array<Model, 3> rows{};
            auto const commands = *rc::gen::container<std::vector<Command>>(gen_command());
            for (auto const& command : commands) {
                auto const key = place(day, command.row);
                auto const got = carry_out(ledger, command, key, place(day, command.other));
                auto const expected = carry_out(rows, command);
                RC_ASSERT(got == expected);
                for (int i = 0; i < 3; ++i) {
                    auto const& model = rows.at(static_cast<std::size_t>(i));
                    if (model.version > 0) RC_ASSERT(as_model(ledger.row(place(day, i))) == model);
                }
            }
            RC_ASSERT(testing::differences_in_seats(ledger.database).empty());
        }));
    });
}
