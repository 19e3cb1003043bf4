/// How many bookings per second the executor makes durable: the engine alone, without HTTP, for
/// callers that only ask again. An upper bound of the service, not a promise.
///     executor_bench <address> <callers> [<lanes>]
/// A booking is four statements, as in the service: idempotency key claimed, seat taken, row and
/// effect inserted, answer kept. `address` is as sql::open takes it, of an empty database.

#include "app/idempotent.hpp"
#include "app/lanes.hpp"
#include "app/ports/entropy.hpp"
#include "base/memory.hpp"
#include "domain/booking/seat.hpp"

#include <atomic>
#include <charconv>
#include <cstdio>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace mpaspor {
namespace {

using namespace std::chrono;

constexpr seconds kWarmUp{1}, kMeasured{4};
constexpr int kDays = 20;  // Of each office.

constexpr std::string_view kTablesOfSqlite =
    "CREATE TABLE bench_seat (office INTEGER, day INTEGER, capacity INTEGER, taken INTEGER,"
    " PRIMARY KEY (office, day), CHECK (taken <= capacity)) WITHOUT ROWID;"
    "CREATE TABLE bench_booking (id INTEGER PRIMARY KEY, office INTEGER, day INTEGER, at INTEGER);"
    "CREATE TABLE bench_outbox (id INTEGER PRIMARY KEY, topic TEXT, payload TEXT);"
    "CREATE TABLE idempotency (key TEXT, actor TEXT, body_hash BLOB NOT NULL, answer BLOB,"
    " attempts INTEGER NOT NULL, created INTEGER NOT NULL, PRIMARY KEY (key, actor)) WITHOUT ROWID";
constexpr std::string_view kTablesOfPostgres =
    "CREATE TABLE bench_seat (office BIGINT, day BIGINT, capacity BIGINT, taken BIGINT,"
    " PRIMARY KEY (office, day), CHECK (taken <= capacity));"
    "CREATE TABLE bench_booking (id BIGINT PRIMARY KEY, office BIGINT, day BIGINT, at BIGINT);"
    "CREATE TABLE bench_outbox (id BIGINT PRIMARY KEY, topic TEXT, payload TEXT);"
    "CREATE TABLE idempotency (key TEXT, actor TEXT, body_hash BYTEA NOT NULL, answer BYTEA,"
    " attempts INTEGER NOT NULL, created BIGINT NOT NULL, PRIMARY KEY (key, actor))";

constexpr sql::Statement kOpen{"bench_open",
                               "INSERT INTO bench_seat VALUES ($1, $2, 1000000000, 0)"};
constexpr sql::Statement kTake{"bench_take", R"sql(
    UPDATE bench_seat SET taken = taken + 1
     WHERE office = $1 AND day = $2 AND taken < capacity RETURNING taken
)sql"};
constexpr sql::Statement kBook{"bench_book", "INSERT INTO bench_booking VALUES ($1, $2, $3, $4)"};
constexpr sql::Statement kSend{"bench_send", "INSERT INTO bench_outbox VALUES ($1, $2, $3)"};

struct SystemClock final : app::Clock {
    Instant now() const override { return floor<microseconds>(system_clock::now()); }
};

/// The same in each run, and not a system call.
class SeededEntropy final : public app::Entropy {
public:
    explicit SeededEntropy(std::int64_t seed) : random_(static_cast<std::uint64_t>(seed)) {}
    void fill(std::span<std::byte> bytes) override {
        for (auto& byte : bytes) byte = static_cast<std::byte>(random_());
    }

private:
    std::mt19937_64 random_;
};

/// The rows of an office, whose number is the key's service point, in one statement.
Result<void> lock_seats(sql::Transaction& tx, std::span<booking::SeatKey const> keys) {
    std::string text = "SELECT day FROM bench_seat WHERE (office, day) IN (VALUES ";
    for (auto const& key : keys) {
        text += '(' + std::to_string(key.service_point.value) + "::BIGINT," +
                std::to_string(key.date.time_since_epoch().count()) + "::BIGINT),";
    }
    text.back() = ')';
    text += " ORDER BY office, day FOR UPDATE";
    return tx.run({"bench_lock", text}, {});
}

/// Books for one application after the other, as soon as each has its answer. Belongs to the thread
/// of its lane.
class Caller {
public:
    Caller(app::Lanes& lanes, app::Clock const& clock, std::int64_t number, std::int64_t lane)
        : lanes_(lanes), clock_(clock), lane_(lane), next_(number << 32), entropy_(number) {}

    void ask();
    std::int64_t done() const { return done_; }
    void stop() { stop_ = true; }

private:
    app::Lanes& lanes_;
    app::Clock const& clock_;
    std::int64_t lane_, next_;
    SeededEntropy entropy_;
    std::atomic<std::int64_t> done_ = 0;
    std::atomic<bool> stop_ = false;
};

Result<Bytes> book(sql::Transaction& tx, app::Context const& context, std::int64_t office,
                   std::int64_t day) {
    auto const id = context.actor.id;
    auto const taken = TRY(tx.row(kTake, {office, day}));
    if (!taken) return fail(Code::slot_full);
    TRY(tx.run(kBook, {id, office, day, context.now.time_since_epoch().count()}));
    TRY(tx.run(kSend, {id, std::string_view{"booked"},
                       std::string_view{"{\"application\":1,\"seat\":\"2026-12-01\"}"}}));
    return Bytes(64);
}

void Caller::ask() {
    auto const id = ++next_;
    auto const day = id % kDays;
    booking::SeatKey seat{};
    seat.service_point = {lane_};
    seat.date = LocalDate{days{static_cast<int>(day)}};
    lanes_.submit<Bytes>(
        {.context = {.actor = {.kind = app::ActorKind::applicant, .id = id}},
         .use_case =
             [this, day, key = app::IdempotencyKey{app::uuid_v7(entropy_, clock_.now()), 1}](
                 auto& tx, auto const& context) {
                 return app::idempotent(tx, context, key,
                                        [&] { return book(tx, context, lane_, day); });
             },
         .answer =
             [this](auto const& booked) {
                 if (!booked) std::puts(booked.error().detail.c_str());
                 if (booked) ++done_;
                 if (!stop_) ask();
             },
         .declare = app::always({seat}),
         .lane = lane_});
}

Result<void> prepare(std::string const& address, std::int64_t offices) {
    auto const connection = TRY(sql::open(address));
    bool const sqlite = connection->engine() == sql::Engine::sqlite;
    TRY(connection->script(sqlite ? kTablesOfSqlite : kTablesOfPostgres));
    TRY(connection->begin());
    for (std::int64_t office = 0; office < offices; ++office) {
        for (std::int64_t day = 0; day < kDays; ++day) {
            TRY(connection->run(kOpen, {office, day}));
        }
    }
    return connection->commit();
}

void measure(std::string const& address, std::int64_t callers, std::int64_t offices) {
    SystemClock const clock;
    app::Lanes lanes{static_cast<std::size_t>(offices),
                     {.connect = [&] { return sql::open(address); },
                      .deliver = app::deliver_at_once,
                      .lock_seats = lock_seats},
                     clock,
                     {}};
    std::vector<std::unique_ptr<Caller>> all;
    for (std::int64_t i = 0; i < callers; ++i) {
        all.push_back(std::make_unique<Caller>(lanes, clock, i + 1, i % offices));
        all.back()->ask();
    }
    auto const done = [&] {
        std::int64_t sum = 0;
        for (auto const& caller : all) sum += caller->done();
        return sum;
    };
    lanes.start(nullptr);
    std::this_thread::sleep_for(kWarmUp);
    auto const before = done();
    auto const start = steady_clock::now();
    std::this_thread::sleep_for(kMeasured);
    auto const count = done() - before;
    auto const took = duration<double>(steady_clock::now() - start).count();
    for (auto const& caller : all) caller->stop();
    lanes.stop();
    app::Executor::Stats sum;
    for (auto const& stats : lanes.stats()) {
        sum.batches += stats.batches;
        sum.works += stats.works;
        sum.conflicts += stats.conflicts;
    }
    std::printf("%.0f bookings/s, %.0f in a batch, %lu conflicts\n",
                static_cast<double>(count) / took,
                static_cast<double>(sum.works) / static_cast<double>(sum.batches), sum.conflicts);
}

std::optional<std::int64_t> number_in(std::string_view text) {
    std::int64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 1) return std::nullopt;
    return number;
}

}  // namespace
}  // namespace mpaspor

int main(int argc, char** argv) {
    using namespace mpaspor;
    auto const callers = argc > 2 ? number_in(argv[2]) : std::nullopt;
    auto const lanes = argc > 3 ? number_in(argv[3]) : 1;
    if (!callers || !lanes) {
        std::puts("executor_bench <address> <callers> [<lanes>]");
        return 2;
    }
    keep_freed_memory();
    if (auto const prepared = prepare(argv[1], *lanes); !prepared) {
        std::puts(prepared.error().detail.c_str());
        return 1;
    }
    measure(argv[1], *callers, *lanes);
}
