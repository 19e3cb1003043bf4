#include "gateways/connections.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

using namespace mpaspor;
using gateways::Connections;

namespace {

constexpr sql::Statement kOne{"one", "SELECT 1"};

}  // namespace

TEST_CASE("connections: no more are open than allowed, however many threads ask") {
    std::atomic<int> opened = 0;
    std::atomic<int> in_use = 0;
    std::atomic<bool> exceeded = false;
    Connections connections{[&] {
                                ++opened;
                                return sql::open_sqlite(":memory:");
                            },
                            2};
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 6; ++thread) {
            threads.emplace_back([&] {
                for (int i = 0; i < 100; ++i) {
                    auto const done = connections.with([&](sql::Connection& connection) {
                        if (++in_use > 2) exceeded = true;
                        auto rows = connection.run(kOne, {});
                        --in_use;
                        return rows;
                    });
                    if (!done) exceeded = true;
                }
            });
        }
    }
    CHECK_FALSE(exceeded);
    CHECK(opened >= 1);
    CHECK(opened <= 2);
}

TEST_CASE("connections: one that is dead is replaced and tried once more, a new one is not") {
    int opened = 0;
    Connections connections{[&] {
                                ++opened;
                                return sql::open_sqlite(":memory:");
                            },
                            1};
    int used = 0;
    auto const fail_times = [&](int times, Code code) {
        used = 0;
        return connections.with([&, times](sql::Connection&) -> Result<void> {
            if (++used <= times) return fail(code);
            return {};
        });
    };
    CHECK(fail_times(1, Code::storage_unavailable).error().code == Code::storage_unavailable);
    CHECK(used == 1);
    CHECK(opened == 1);
    CHECK(fail_times(0, Code::internal).has_value());
    CHECK(opened == 2);
    CHECK(fail_times(1, Code::storage_unavailable).has_value());
    CHECK(used == 2);
    CHECK(opened == 3);
    CHECK(fail_times(2, Code::storage_unavailable).error().code == Code::storage_unavailable);
    CHECK(opened == 4);
    // A refusal is an answer: the connection is as good as before.
    CHECK(fail_times(0, Code::internal).has_value());
    CHECK(fail_times(1, Code::constraint_violated).error().code == Code::constraint_violated);
    CHECK(fail_times(0, Code::internal).has_value());
    CHECK(opened == 5);
}

TEST_CASE("connections: when none can be opened that is what is said, and a later try may work") {
    bool reachable = false;
    Connections connections{[&]() -> Result<std::unique_ptr<sql::Connection>> {
                                if (!reachable) return fail(Code::storage_unavailable);
                                return sql::open_sqlite(":memory:");
                            },
                            1};
    auto const ask = [&] {
        return connections.with(
            [](sql::Connection& connection) { return connection.run(kOne, {}); });
    };
    CHECK(ask().error().code == Code::storage_unavailable);
    CHECK(ask().error().code == Code::storage_unavailable);
    reachable = true;
    CHECK(ask().has_value());
}
