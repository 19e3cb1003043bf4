#include "app/ids.hpp"
#include "app/pool.hpp"
#include "app/readers.hpp"
#include "store/ids.hpp"
#include "testing/databases.hpp"
#include "testing/office.hpp"
#include "testing/scratch_folder.hpp"

#include <doctest/doctest.h>
#include <atomic>
#include <latch>
#include <set>
#include <thread>

using namespace mpaspor;
using testing::Office;

namespace {

constexpr sql::Statement kOne{"one", "SELECT 1"};
constexpr sql::Statement kNonsense{"nonsense", "SELECT nonsense"};

/// A block of three, from where the last one ended.
struct Leases {
    Result<store::IdBlock> operator()(std::string_view kind) {
        if (fails) return fail(Code::storage_unavailable);
        asked.emplace_back(kind);
        next += 3;
        return store::IdBlock{next - 3, 3};
    }
    std::int64_t next = 1;
    bool fails = false;
    std::vector<std::string> asked = {};
};

Result<int> read(app::Readers& readers, app::Readers::Query<int> query) {
    Result<int> got = fail(Code::internal, "not answered");
    std::latch answered{1};
    readers.read<int>(std::move(query), [&](Result<int> answer) {
        got = std::move(answer);
        answered.count_down();
    });
    answered.wait();
    return got;
}

Result<int> one(sql::Transaction& tx) {
    auto const row = TRY(tx.row(kOne, {}));
    return static_cast<int>(row->integer(0));
}

}  // namespace

TEST_CASE("ids: each is given out once, in the order of its blocks, and 0 when none is left") {
    Leases leases;
    app::Ids ids{std::ref(leases)};
    CHECK(ids.bill() == BillId{0});
    ids.refill(1).value();
    CHECK(leases.asked ==
          std::vector<std::string>(app::Ids::kNames.begin(), app::Ids::kNames.end()));
    auto const first = ids.bill().value;
    ids.refill(2).value();  // Two are at hand.
    CHECK(leases.asked.size() == 6);
    ids.refill(3).value();  // Only of bills are there fewer than three.
    CHECK(leases.asked.size() == 7);
    CHECK(leases.asked.back() == "bill");
    ids.refill(100).value();  // A second block at most; bills have it.
    CHECK(leases.asked.size() == 12);
    CHECK(ids.bill().value == first + 1);
    CHECK(ids.bill().value == first + 2);
    CHECK(ids.bill().value == 19);  // The seventh block.
}

TEST_CASE("ids: while no block can be leased, those at hand go on") {
    Leases leases;
    app::Ids ids{std::ref(leases)};
    ids.refill(1).value();
    leases.fails = true;
    CHECK(ids.refill(9).error().code == Code::storage_unavailable);
    CHECK(ids.account().value == 1);
}

TEST_CASE("ids: two servers are never given the same block") {
    testing::on_each_office([](Office& office) {
        auto const lease = [&](std::string_view kind, std::int64_t count) {
            return office.act([&](auto& tx) { return store::lease_ids(tx, kind, count); });
        };
        CHECK(lease("bill", 10)->first == 1);
        CHECK(lease("bill", 5)->first == 11);
        CHECK(lease("bill", 5)->first == 16);
        CHECK(lease("account", 5)->first == 1);
        CHECK(lease("nothing", 5).error().code == Code::internal);
        for (auto const kind : app::Ids::kNames) CHECK(lease(kind, 1));
    });
}

TEST_CASE("pool: what is taken is done, on threads that are numbered, also after stop was asked") {
    std::atomic<int> done = 0;
    std::atomic<bool> in_range = true;
    {
        app::Pool pool{2, 100};
        CHECK(pool.threads() == 2);
        for (int i = 0; i < 50; ++i) {
            pool.submit([&](std::size_t thread) {
                    if (thread > 1) in_range = false;
                    ++done;
                })
                .value();
        }
        pool.stop();
        CHECK(done == 50);
        CHECK(pool.submit([](std::size_t) {}).error().code == Code::shutting_down);
        pool.stop();
    }
    CHECK(in_range);
}

TEST_CASE("pool: more than may wait is refused as busy") {
    std::latch begun{1}, go_on{1};
    app::Pool pool{1, 2};
    pool.submit([&](std::size_t) {
            begun.count_down();
            go_on.wait();
        })
        .value();
    begun.wait();
    CHECK(pool.submit([](std::size_t) {}));
    CHECK(pool.submit([](std::size_t) {}));
    CHECK(pool.waiting() == 2);
    CHECK(pool.submit([](std::size_t) {}).error().code == Code::busy);
    go_on.count_down();
}

TEST_CASE("readers: a connection each, opened once, and again after it was lost") {
    testing::ScratchFolder const folder;
    auto const path = folder.file("test.db");
    auto const writer = sql::open_sqlite(path).value();
    std::atomic<int> opened = 0;
    std::atomic<bool> there = true;
    app::Readers readers{1, [&]() -> Result<std::unique_ptr<sql::Connection>> {
                             ++opened;
                             if (!there) return fail(Code::storage_unavailable);
                             return sql::open_sqlite(path, sql::Access::read_only);
                         }};
    CHECK(read(readers, one).value() == 1);
    CHECK(read(readers, one).value() == 1);
    CHECK(opened == 1);
    auto const refused = read(readers, [](auto&) -> Result<int> { return fail(Code::slot_full); });
    CHECK(refused.error().code == Code::slot_full);
    CHECK(opened == 1);
    there = false;
    auto const lost = [](auto&) -> Result<int> { return fail(Code::storage_unavailable); };
    CHECK(read(readers, lost).error().code == Code::storage_unavailable);
    CHECK(read(readers, one).error().code == Code::storage_unavailable);
    there = true;
    CHECK(read(readers, one).value() == 1);
    CHECK(opened == 3);
}

TEST_CASE("readers: a query that fails or throws spoils nothing for the next") {
    testing::ScratchFolder const folder;
    auto const path = folder.file("test.db");
    auto const writer = sql::open_sqlite(path).value();
    app::Readers readers{1, [&] { return sql::open_sqlite(path, sql::Access::read_only); }};
    auto const bad = read(readers, [](auto& tx) -> Result<int> {
        TRY(tx.run(kNonsense, {}));
        return 1;
    });
    CHECK(bad.error().code == Code::storage_misused);
    auto const thrown =
        read(readers, [](auto&) -> Result<int> { throw std::runtime_error{"a bug"}; });
    CHECK(thrown.error().code == Code::internal);
    CHECK(read(readers, one).value() == 1);
    readers.stop();
    CHECK(read(readers, one).error().code == Code::shutting_down);
    CHECK(readers.waiting() == 0);
}
