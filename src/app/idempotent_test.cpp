#include "app/idempotent.hpp"

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
        for (int i = 1; i <= 5; ++i) {
            auto const key = std::to_string(9 - i);  // Not in the order of the key.
            store::claim_key(tx, key, "1:1", {}, Instant{std::chrono::hours{i}}).value();
        }
        CHECK(store::forget_older(tx, Instant{4h}, 2).value() == 2);
        auto const known = [&](char const* key) {
            return store::claim_key(tx, key, "1:1", {}, Instant{9h}).value().attempts > 1;
        };
        CHECK(known("6"));
        CHECK(store::forget_older(tx, Instant{4h}, 2).value() == 1);
        CHECK(store::forget_older(tx, Instant{4h}, 2).value() == 0);
        CHECK(known("5"));
        CHECK(known("4"));
        CHECK(!known("6"));
        CHECK(!known("7"));
        CHECK(!known("8"));
    });
}

TEST_CASE("idempotency: an answer is not kept for a key that was not claimed") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        sql::Transaction tx{database};
        CHECK(store::keep_answer(tx, "k", "1:1", {}).error().code == Code::internal);
    });
}
