#include "app/idempotent.hpp"

#include "app/ports/entropy.hpp"
#include "base/crypto.hpp"
#include "store/idempotency.hpp"
#include "store/migrations.hpp"
#include "testing/databases.hpp"

#include <doctest/doctest.h>
#include <chrono>
#include <string>
#include <thread>

using namespace mpaspor;
using namespace std::chrono_literals;
using app::IdempotencyKey;

namespace {

app::Context context_of(std::int64_t applicant, Instant now = Instant{1h}) {
    return {.now = now, .actor = {.kind = app::ActorKind::applicant, .id = applicant}};
}

Bytes bytes(std::string_view text) {
    auto const view = as_bytes(text);
    return {view.begin(), view.end()};
}

/// Work that says what it is and counts how often it is done.
struct Counted {
    std::function<Result<Bytes>()> work(std::string_view text) {
        return [this, text]() -> Result<Bytes> {
            ++times;
            return bytes(text);
        };
    }
    int times = 0;
};

struct Zeros final : app::Entropy {
    void fill(std::span<std::byte> into) override {
        for (auto& byte : into) byte = {};
    }
};

/// A UUIDv7 as a client with a clock that shows `at` makes it.
std::string key_of(Instant at) {
    Zeros zeros;
    return app::uuid_v7(zeros, at);
}

void write_key(sql::Transaction& tx, std::string const& key, int created_h) {
    store::claim_key(tx, key, "1:1", {}, Instant{std::chrono::hours{created_h}}).value();
}

/// Asks by writing it, so once for each key.
bool is_known(sql::Transaction& tx, std::string const& key) {
    return store::claim_key(tx, key, "1:1", {}, Instant{9h}).value().attempts > 1;
}

IdempotencyKey const kKey{"0193a5d0-0000-7000-8000-000000000001", 42};

}  // namespace

TEST_CASE("idempotent: a repeat gets the first answer and does nothing") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        sql::Transaction tx{database};
        Counted counted;
        CHECK(app::idempotent(tx, context_of(1), kKey, counted.work("first")).value() ==
              bytes("first"));
        CHECK(app::idempotent(tx, context_of(1), kKey, counted.work("second")).value() ==
              bytes("first"));
        CHECK(counted.times == 1);
        CHECK(store::claim_key(tx, kKey.key, "1:1", {}, {}).value().attempts == 3);
    });
}

TEST_CASE("idempotent: an answer is kept byte for byte, also an empty one") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        sql::Transaction tx{database};
        for (std::string_view const text : {std::string_view{}, std::string_view{"\0\xff'", 3}}) {
            Counted counted;
            IdempotencyKey const key{"key" + std::to_string(text.size()), 1};
            for (int i = 0; i < 2; ++i) {
                CHECK(app::idempotent(tx, context_of(1), key, counted.work(text)).value() ==
                      bytes(text));
            }
            CHECK(counted.times == 1);
        }
    });
}

TEST_CASE("idempotent: the same key with another body is refused") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        sql::Transaction tx{database};
        Counted counted;
        CHECK(app::idempotent(tx, context_of(1), kKey, counted.work("first")).has_value());
        IdempotencyKey const other{kKey.key, kKey.body_hash + 1};
        CHECK(app::idempotent(tx, context_of(1), other, counted.work("x")).error().code ==
              Code::idempotency_key_reused);
        CHECK(counted.times == 1);
    });
}

TEST_CASE("idempotent: keys of different actors have nothing to do with each other") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        sql::Transaction tx{database};
        Counted counted;
        CHECK(app::idempotent(tx, context_of(1), kKey, counted.work("mine")).has_value());
        CHECK(app::idempotent(tx, context_of(2), kKey, counted.work("yours")).value() ==
              bytes("yours"));
        CHECK(counted.times == 2);
    });
}

TEST_CASE("idempotent: a refusal is passed on, and its key is free again once it is undone") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        database.begin().value();
        sql::Transaction tx{database};
        CHECK(app::idempotent(tx, context_of(1), kKey,
                              [] { return Result<Bytes>{fail(Code::slot_full)}; })
                  .error()
                  .code == Code::slot_full);
        database.rollback().value();
        Counted counted;
        CHECK(app::idempotent(tx, context_of(1), kKey, counted.work("now")).value() ==
              bytes("now"));
    });
}

TEST_CASE("idempotent: an answer of 2 KiB is kept, one byte more is a bug") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        sql::Transaction tx{database};
        Counted counted;
        std::string const text(app::kKeptAnswerBytesMax + 1, 'x');
        auto const most = std::string_view{text}.substr(1);
        CHECK(app::idempotent(tx, context_of(1), {"a", 1}, counted.work(most)).has_value());
        CHECK(app::idempotent(tx, context_of(1), {"b", 1}, counted.work(text)).error().code ==
              Code::internal);
    });
}

TEST_CASE("idempotent: a repeat that overtakes its original waits for it") {
    if (!testing::postgres_wanted()) return;
    testing::PostgresSchema const schema;
    auto const original = schema.connect();
    store::migrate(*original, {}).value();
    original->begin().value();
    sql::Transaction tx{*original};
    Counted first, second;
    CHECK(app::idempotent(tx, context_of(1), kKey, first.work("first")).has_value());
    Result<Bytes> answer = fail(Code::internal);
    {
        std::jthread const repeat{[&] {
            auto const other = schema.connect();
            sql::Transaction other_tx{*other};
            answer = app::idempotent(other_tx, context_of(1), kKey, second.work("second"));
        }};
        original->commit().value();
    }
    CHECK(answer.value() == bytes("first"));
    CHECK(second.times == 0);
}

TEST_CASE("idempotency: old keys are forgotten, the oldest first and not all at once") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        sql::Transaction tx{database};
        for (int i = 5; i >= 1; --i) write_key(tx, key_of(Instant{std::chrono::hours{i}}), i);
        CHECK(store::forget_older(tx, Instant{4h}, 2).value() == 2);
        CHECK(is_known(tx, key_of(Instant{3h})));
        CHECK(store::forget_older(tx, Instant{4h}, 2).value() == 1);
        CHECK(store::forget_older(tx, Instant{4h}, 2).value() == 0);
        for (int i = 1; i <= 5; ++i) CHECK(is_known(tx, key_of(Instant{i * 1h})) == (i >= 4));
    });
}

TEST_CASE("idempotency: a key that lies about its time is forgotten too, and not before its time") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        sql::Transaction tx{database};
        std::string const random = "f47ac10b-58cc-4372-a567-0e02b2c3d479";
        auto const slow = key_of(Instant{1h}), fast = key_of(Instant{24h});
        write_key(tx, random, 3);
        write_key(tx, slow, 5);
        write_key(tx, fast, 3);
        CHECK(store::forget_older(tx, Instant{3h}, 9).value() == 0);
        CHECK(store::forget_older(tx, Instant{4h}, 9).value() == 1);  // The random one.
        CHECK(is_known(tx, slow));
        CHECK(store::forget_older(tx, Instant{6h}, 9).value() == 1);
        CHECK(store::forget_older(tx, Instant{25h}, 9).value() == 1);
        for (auto const& key : {random, slow, fast}) CHECK(!is_known(tx, key));
    });
}

TEST_CASE("idempotency: an answer is not kept for a key that was not claimed") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        sql::Transaction tx{database};
        CHECK(store::keep_answer(tx, "k", "1:1", {}).error().code == Code::internal);
    });
}
