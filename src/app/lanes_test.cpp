#include "app/lanes.hpp"

#include "app/ports/entropy.hpp"
#include "testing/databases.hpp"
#include "testing/places.hpp"

#include <doctest/doctest.h>
#include <atomic>
#include <latch>
#include <map>
#include <mutex>
#include <set>
#include <string>

using namespace mpaspor;
using app::Lanes;

namespace {

/// The largest number there is, so that what is random is known.
struct HighestBits final : app::Entropy {
    void fill(std::span<std::byte> bytes) override {
        for (auto& byte : bytes) byte = std::byte{0xff};
    }
};

/// Lanes whose writers each have a database of their own, with `capacity` places on each day.
struct Service {
    explicit Service(std::size_t count, std::int64_t capacity = 1'000'000)
        : lanes{count,
                {.connect = [capacity]() -> Result<std::unique_ptr<sql::Connection>> {
                     auto database = TRY(sql::open_sqlite(":memory:"));
                     TRY(testing::make_places(*database, capacity));
                     return database;
                 },
                 .deliver = app::deliver_at_once,
                 .lock_seats = testing::lock_places},
                clock,
                {}} {}

    void ask(std::int64_t lane) {
        lanes.submit<void>({.context = {},
                            .use_case =
                                [this, lane](auto& tx, auto const&) {
                                    note(lane);
                                    return testing::take_place(tx, 1);
                                },
                            .answer =
                                [this](auto const& done) {
                                    ++answers;
                                    if (done) ++taken;
                                    if (!done) refused = done.error().code;
                                },
                            .lane = lane});
    }
    void note(std::int64_t lane) {
        std::scoped_lock const lock{mutex};
        threads[lane].insert(std::this_thread::get_id());
    }

    testing::FixedClock clock{Instant{}};
    std::mutex mutex;  ///< Guards threads.
    std::map<std::int64_t, std::set<std::thread::id>> threads;
    std::atomic<int> answers = 0, taken = 0;
    std::atomic<Code> refused = Code::internal;
    Lanes lanes;
};

}  // namespace

TEST_CASE("lanes: the work of one office is done by one writer, that of others beside it") {
    Service service{3};
    service.lanes.start(nullptr);
    for (std::int64_t i = 0; i < 600; ++i) service.ask(i % 6);
    service.lanes.stop();
    CHECK(service.taken == 600);
    std::set<std::thread::id> all;
    for (std::int64_t lane = 0; lane < 6; ++lane) {
        CHECK(service.threads[lane].size() == 1);
        CHECK(service.threads[lane] == service.threads[(lane + 3) % 6]);
        all.insert(service.threads[lane].begin(), service.threads[lane].end());
    }
    CHECK(all.size() == 3);
    std::uint64_t works = 0;
    for (auto const& stats : service.lanes.stats()) {
        CHECK(stats.works == 200);
        works += stats.works;
    }
    CHECK(works == 600);
}

TEST_CASE("lanes: many may submit while it runs and while it stops, and each is answered once") {
    Service service{2};
    constexpr int kCallers = 4, kEach = 200;
    std::latch under_way{kCallers};
    {
        std::vector<std::jthread> callers;
        service.lanes.start(nullptr);
        for (int caller = 0; caller < kCallers; ++caller) {
            callers.emplace_back([&, caller] {
                for (int i = 0; i < kEach; ++i) {
                    service.ask(caller);
                    if (i == kEach / 2) under_way.count_down();
                }
            });
        }
        under_way.wait();
        service.lanes.stop();
    }
    CHECK(service.answers == kCallers * kEach);
    std::uint64_t works = 0, turned_away = 0;
    for (auto const& stats : service.lanes.stats()) {
        works += stats.works;
        turned_away += stats.turned_away;
    }
    CHECK(static_cast<std::uint64_t>(service.taken) == works);
    CHECK(works + turned_away == kCallers * kEach);
    CHECK(works >= kCallers * kEach / 2);
}

TEST_CASE("lanes: a stop finishes what waits and lets nothing in, also where nothing was started") {
    for (bool const started : {true, false}) {
        Service service{2};
        for (int i = 0; i < 4; ++i) service.ask(i);
        if (started) service.lanes.start(nullptr);
        service.lanes.stop();
        CHECK(service.taken == 4);
        service.ask(0);
        CHECK(service.refused == Code::shutting_down);
        service.lanes.stop();
        CHECK(service.answers == 5);
    }
}

TEST_CASE("lanes: without threads it runs a batch of each lane when told to") {
    Service service{3};
    for (int i = 0; i < 4; ++i) service.ask(i);
    CHECK(service.answers == 0);
    CHECK(service.lanes.run_batches() == 4);
    CHECK(service.taken == 4);
    CHECK(service.lanes.run_batches() == 0);
    CHECK(service.lanes.count() == 3);
}

TEST_CASE("lanes: an office may have any number") {
    Service service{3};
    for (auto const lane : {std::int64_t{-1}, INT64_MIN, INT64_MAX}) service.ask(lane);
    CHECK(service.lanes.run_batches() == 3);
}

TEST_CASE("lanes: a broken disk is told at once, while the other lanes still answer") {
    std::latch broken{1};
    std::atomic<bool> first = true;
    testing::FixedClock const clock{Instant{}};
    Lanes lanes{2,
                {.connect = [&]() -> Result<std::unique_ptr<sql::Connection>> {
                     if (first.exchange(false)) return fail(Code::storage_broken);
                     return sql::open_sqlite(":memory:");
                 },
                 .deliver = app::deliver_at_once,
                 .lock_seats = testing::lock_places},
                clock,
                {}};
    std::vector<Code> codes;
    auto const ask = [&](std::int64_t lane) {
        lanes.submit<void>({.context = {},
                            .use_case = [](auto&, auto const&) -> Result<void> { return {}; },
                            .answer =
                                [&](auto const& done) {
                                    codes.push_back(done ? Code::unknown_value : done.error().code);
                                },
                            .lane = lane});
    };
    lanes.start([&](Error const& error) {
        CHECK(error.code == Code::storage_broken);
        broken.count_down();
    });
    ask(0);
    broken.wait();
    ask(0);
    CHECK(codes == std::vector{Code::storage_broken, Code::shutting_down});
    ask(1);
    lanes.stop();
    CHECK(codes.back() == Code::unknown_value);  // Done.
}

TEST_CASE("lanes: the pause before a further try is never longer than it may be") {
    HighestBits entropy;
    auto const pause = app::sleep_at_random(entropy);
    auto const before = std::chrono::steady_clock::now();
    pause(std::chrono::milliseconds{2});
    auto const took = std::chrono::steady_clock::now() - before;
    CHECK(took >= std::chrono::microseconds{1'900});  // All but a 65,536th of it.
}
