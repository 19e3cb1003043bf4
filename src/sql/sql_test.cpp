#include "sql/connection.hpp"

#include "testing/databases.hpp"
#include "testing/scratch_folder.hpp"
#include "tests/contract/sql_contract.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <string>
#include <string_view>

using namespace mpaspor;
using namespace std::string_view_literals;
using sql::Access;
using sql::Statement;

namespace {

constexpr Statement kPid{"pid", "SELECT pg_backend_pid()"};
constexpr Statement kKill{"kill", "SELECT pg_terminate_backend($1)"};
constexpr Statement kOne{"one", "SELECT 1"};
constexpr Statement kAdd{"add", "INSERT INTO thing (id) VALUES ($1)"};
constexpr Statement kFill{"fill", "INSERT INTO thing (id, label) VALUES (1, $1)"};
constexpr Statement kTouch{"touch", "UPDATE thing SET id = id + 1"};
constexpr Statement kCount{"count", "SELECT count(*) FROM thing"};
constexpr int kMegabytes = 72;  ///< More than 64, from which on a log is cut off.
constexpr auto kThing = "CREATE TABLE thing (id BIGINT NOT NULL, label TEXT)"sv;

Code code_of(auto const& result) {
    REQUIRE_FALSE(result.has_value());
    return result.error().code;
}

}  // namespace

TEST_CASE("sqlite keeps the contract of sql::Connection") {
    contract::sql_connection(*sql::open_sqlite(":memory:").value());
}

TEST_CASE("postgres keeps the contract of sql::Connection") {
    if (!testing::postgres_wanted()) return;
    testing::PostgresSchema const schema;
    contract::sql_connection(*schema.connect());
}

TEST_CASE("sql: an address with a scheme or an equals sign is PostgreSQL's, any other a path") {
    testing::ScratchFolder const folder;
    CHECK(sql::open(folder.file("a.db")).value()->engine() == sql::Engine::sqlite);
    CHECK(sql::open(":memory:").value()->engine() == sql::Engine::sqlite);
    CHECK(code_of(sql::open("host=/nowhere")) == Code::storage_unavailable);
    CHECK(code_of(sql::open("postgresql://127.0.0.1:1/x")) == Code::storage_unavailable);
    CHECK(code_of(sql::open("postgres://127.0.0.1:1/x")) == Code::storage_unavailable);
}

TEST_CASE("sql: a read-only connection reads what was committed and changes nothing") {
    testing::on_each_shared_database([](std::string const& address) {
        auto const writer = sql::open(address).value();
        REQUIRE(writer->script(kThing).has_value());
        auto const reader = sql::open(address, Access::read_only).value();
        CHECK_FALSE(reader->run(kAdd, {std::int64_t{1}}).has_value());
        REQUIRE(writer->run(kAdd, {std::int64_t{1}}).has_value());
        CHECK(reader->run(kCount, {}).value().at(0).integer(0) == 1);
        REQUIRE(reader->begin().has_value());
        CHECK(reader->run(kCount, {}).value().at(0).integer(0) == 1);
        CHECK(reader->commit().has_value());
    });
}

TEST_CASE("sqlite: a database that cannot be durable is not opened") {
    // "" is a temporary database, for which SQLite quietly refuses the write-ahead log.
    CHECK(code_of(sql::open_sqlite("")) == Code::storage_misused);
    CHECK(code_of(sql::open_sqlite("/nowhere/at/all")) == Code::storage_unavailable);
    testing::ScratchFolder const folder;
    CHECK(code_of(sql::open_sqlite(folder.file("a.db"), Access::read_only)) ==
          Code::storage_unavailable);
}

TEST_CASE("sqlite: a file that is no database is broken, a writer in the way a conflict") {
    testing::ScratchFolder const folder;
    auto const first = sql::open_sqlite(folder.file("a.db")).value();
    auto const second = sql::open_sqlite(folder.file("a.db")).value();
    REQUIRE(second->script("PRAGMA busy_timeout = 1").has_value());
    REQUIRE(first->begin().has_value());
    CHECK(code_of(second->begin()) == Code::storage_conflict);

    std::filesystem::copy_file("/bin/sh", folder.file("b.db"));
    CHECK(code_of(sql::open_sqlite(folder.file("b.db"))) == Code::storage_broken);
}

TEST_CASE("sqlite: where the disk is full the transaction is undone and told apart") {
    auto const connection = sql::open_sqlite(":memory:").value();
    REQUIRE(connection->script(kThing).has_value());
    REQUIRE(connection->script("PRAGMA max_page_count = 4").has_value());
    REQUIRE(connection->begin().has_value());
    REQUIRE(connection->run(kAdd, {std::int64_t{1}}).has_value());
    CHECK(code_of(connection->run(kFill, {std::string(100'000, 'x')})) ==
          Code::storage_unavailable);
    // SQLite may have rolled back on its own: this must not be taken as a change of its own.
    CHECK(code_of(connection->run(kAdd, {std::int64_t{2}})) == Code::storage_misused);
    CHECK(connection->rollback().has_value());
    CHECK(connection->run(kCount, {}).value().at(0).integer(0) == 0);
}

TEST_CASE("sqlite: commits leave the log alone, a checkpoint beside the writer empties it") {
    testing::ScratchFolder const folder;
    auto const log = folder.file("a.db-wal"), database = folder.file("a.db");
    auto const writer = sql::open_sqlite(database).value();
    auto const beside = sql::open_sqlite(database).value();
    REQUIRE(writer->script(kThing).has_value());
    std::string const megabyte(1'000'000, 'x');
    for (int i = 0; i < kMegabytes; ++i) REQUIRE(writer->run(kFill, {megabyte}).has_value());
    CHECK(std::filesystem::file_size(log) > 70'000'000);
    CHECK(std::filesystem::file_size(database) < 1'000'000);

    REQUIRE(writer->begin().has_value());  // Nobody waits for anybody.
    REQUIRE(writer->run(kAdd, {std::int64_t{2}}).has_value());
    CHECK(sql::checkpoint(*beside).has_value());
    CHECK(std::filesystem::file_size(database) > 70'000'000);
    REQUIRE(writer->commit().has_value());

    auto const reader = sql::open_sqlite(database, Access::read_only).value();
    REQUIRE(reader->begin().has_value());
    REQUIRE(reader->run(kCount, {}).has_value());
    CHECK(sql::checkpoint(*beside).has_value());  // Not for this one either.
    CHECK(std::filesystem::file_size(log) > 70'000'000);
    REQUIRE(reader->commit().has_value());

    CHECK(sql::checkpoint(*beside).has_value());
    CHECK(std::filesystem::file_size(log) == 0);
    CHECK(beside->run(kCount, {}).value().at(0).integer(0) == kMegabytes + 1);
}

TEST_CASE("postgres: a lost connection is unavailable, and unknown once COMMIT was sent") {
    if (!testing::postgres_wanted()) return;
    testing::PostgresSchema const schema;
    auto const killer = schema.connect();
    for (bool const commits : {false, true}) {
        auto const victim = schema.connect();
        auto const pid = victim->run(kPid, {}).value().at(0).integer(0);
        REQUIRE(victim->begin().has_value());
        REQUIRE(killer->run(kKill, {pid}).has_value());
        if (commits) {
            CHECK(code_of(victim->commit()) == Code::outcome_unknown);
        } else {
            CHECK(code_of(victim->run(kOne, {})) == Code::storage_unavailable);
        }
        // Now it is known to be lost, so nothing more is sent.
        CHECK(code_of(victim->run(kOne, {})) == Code::storage_unavailable);
        CHECK(code_of(victim->begin()) == Code::storage_unavailable);
        CHECK(code_of(victim->commit()) == Code::storage_unavailable);
    }
}

TEST_CASE("postgres: a lock that is not to be had, or a change in between, is a conflict") {
    if (!testing::postgres_wanted()) return;
    testing::PostgresSchema const schema;
    auto const first = schema.connect(), second = schema.connect();
    REQUIRE(first->script(kThing).has_value());
    REQUIRE(first->run(kAdd, {std::int64_t{1}}).has_value());
    REQUIRE(second->script("SET lock_timeout = 1").has_value());
    REQUIRE(first->begin().has_value());
    REQUIRE(first->run(kTouch, {}).has_value());
    CHECK(code_of(second->run(kTouch, {})) == Code::storage_conflict);

    REQUIRE(second->script("SET default_transaction_isolation = 'repeatable read'").has_value());
    REQUIRE(second->begin().has_value());
    REQUIRE(second->run(kCount, {}).has_value());
    REQUIRE(first->commit().has_value());
    CHECK(code_of(second->run(kTouch, {})) == Code::storage_conflict);
}

TEST_CASE("postgres: a server that acknowledges before the disk has it is not used") {
    if (!testing::postgres_wanted()) return;
    testing::PostgresSchema const schema;
    CHECK(code_of(sql::open_postgres(schema.address() + " options='-c synchronous_commit=off'")) ==
          Code::storage_misused);
}

TEST_CASE("postgres: an address that cannot be read is not repeated, since it has a password") {
    auto const opened = sql::open_postgres("host=a password = secret secret");
    CHECK(code_of(opened) == Code::storage_misused);
    CHECK_FALSE(opened.error().detail.contains("secret"));
}
