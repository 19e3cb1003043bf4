#include "store/migrations.hpp"

#include "testing/databases.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <thread>

using namespace mpaspor;
using namespace std::string_view_literals;
using store::Migration;

namespace {

constexpr std::size_t kServers = 3;
constexpr Migration kFirst{1, "0001_first", "CREATE TABLE thing (id {int64} PRIMARY KEY) {strict}"};
constexpr Migration kBroken{2, "0002_second", "INSERT INTO thing VALUES (1); SELECT nothing"};
constexpr Migration kSecond{2, "0002_second", "INSERT INTO thing VALUES (1)"};
constexpr Migration kOther{2, "0002_other", "INSERT INTO thing VALUES (2)"};
constexpr Migration kKinds{1, "0001_kinds", R"sql(
    CREATE TABLE kind (a {int64} NOT NULL, b {bytes} NOT NULL, c INTEGER NOT NULL, d TEXT NOT NULL,
                       e {bytes}, CONSTRAINT kind_a PRIMARY KEY (a)) {clustered};
)sql"};

constexpr sql::Statement kInsert{"insert_kind", R"sql(
    INSERT INTO kind (a, b, c, d) VALUES ($1, $2, $3, $4)
)sql"};

std::int64_t count(sql::Connection& database, std::string_view table) {
    auto const text = "SELECT count(*) FROM " + std::string{table};
    return database.run({"count", text}, {}).value().at(0).integer(0);
}

/// The schema as it was before the migration of that name.
std::span<Migration const> before(std::string_view name) {
    auto const all = store::migrations();
    auto const found = std::ranges::find(all, name, &Migration::name);
    REQUIRE(found != all.end());
    return all.first(static_cast<std::size_t>(found - all.begin()));
}

}  // namespace

TEST_CASE("migrations: numbered from 1 without gaps, and their names begin with the number") {
    int expected = 0;
    for (Migration const& migration : store::migrations()) {
        CAPTURE(migration.name);
        CHECK(migration.version == ++expected);
        auto const digits = std::to_string(expected);
        CHECK(migration.name.starts_with(std::string(4 - digits.size(), '0') + digits + '_'));
        CHECK_FALSE(migration.script.empty());
    }
    CHECK(expected > 0);
}

TEST_CASE("migrations: those of the service can be carried out, and again without effect") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        auto const versions = static_cast<std::int64_t>(store::migrations().size());
        CHECK(count(database, "schema_version") == versions);
        CHECK(store::migrate(database, {}).has_value());
        CHECK(count(database, "schema_version") == versions);
    });
}

TEST_CASE("migrations: an account of before has its contact after 0007, and its session goes on") {
    testing::on_each_empty_database([](sql::Connection& database) {
        REQUIRE(store::migrate(database, {}, before("0007_contacts")).has_value());
        Bytes const index{std::byte{1}}, sealed{std::byte{2}}, token{std::byte{3}};
        database
            .run({"account",
                  "INSERT INTO account (id, contact_index, sealed, created, version) "
                  "VALUES (7, $1, $2, 5, 1)"},
                 {index, sealed})
            .value();
        database
            .run({"session",
                  "INSERT INTO session (token_hash, account_id, created, expires_at) "
                  "VALUES ($1, 7, 5, 9)"},
                 {token})
            .value();
        REQUIRE(store::migrate(database, {}).has_value());
        auto const rows =
            database
                .run({"contacts",
                      "SELECT contact_index, account_id, sealed, confirmed FROM contact"},
                     {})
                .value();
        REQUIRE(rows.size() == 1);
        CHECK(rows[0].bytes(0) == index);
        CHECK(rows[0].integer(1) == 7);
        CHECK(rows[0].bytes(2) == sealed);
        CHECK(rows[0].integer(3) == 5);
        CHECK(count(database, "session") == 1);
    });
}

TEST_CASE("migrations: applications begun before there were assessments keep what they had") {
    testing::on_each_empty_database([](sql::Connection& database) {
        REQUIRE(store::migrate(database, {}, before("0009_assessments")).has_value());
        Bytes const sealed(1);
        auto const insert = [&](std::string_view text, auto const&... arguments) {
            REQUIRE(database.run({"insert", text}, {arguments...}).has_value());
        };
        insert(
            "INSERT INTO account (id, contact_index, sealed, created, version)"
            " VALUES (1, $1, $1, 0, 1)",
            sealed);
        insert(
            "INSERT INTO application (id, account_id, channel, state, version, created, product)"
            " VALUES (1, 1, 'app', 'draft', 1, 0, 'P'), (2, 1, 'app', 'draft', 1, 0, NULL)");
        insert(
            "INSERT INTO answer (application_id, section, version, saved_at, sealed)"
            " VALUES (1, 'questionnaire', 1, 0, $1), (2, 'additional_data', 1, 0, $1)",
            sealed);
        insert(
            "INSERT INTO document (application_id, kind, upload_hash, attached)"
            " VALUES (1, 'id_card', $1, 0)",
            sealed);
        REQUIRE(store::migrate(database, {}).has_value());
        auto const rows = database
                              .run({"kept",
                                    "SELECT questionnaire, documents, additional_data,"
                                    " product, good_until, revision FROM assessment"
                                    " ORDER BY application_id"},
                                   {})
                              .value();
        auto const kept = [&](std::size_t at) {
            std::vector<std::int64_t> values;
            for (std::size_t i = 0; i < 6; ++i) values.push_back(rows.at(at).integer(i));
            return values;
        };
        REQUIRE(rows.size() == 2);
        CHECK(kept(0) == std::vector<std::int64_t>{1, 1, 0, 1, 0, 0});
        CHECK(kept(1) == std::vector<std::int64_t>{0, 0, 1, 0, 0, 0});
    });
}

TEST_CASE("migrations: D10: a NIK verified before is as if nobody had answered about it") {
    testing::on_each_empty_database([](sql::Connection& database) {
        REQUIRE(store::migrate(database, {}, before("0010_registry_answers")).has_value());
        Bytes const index(32), sealed(2);
        database
            .run({"account",
                  "INSERT INTO account (id, contact_index, sealed, created, version) "
                  "VALUES (7, $1, $2, 5, 1)"},
                 {index, sealed})
            .value();
        database
            .script(
                "INSERT INTO application (id, account_id, channel, state, version, created)"
                " VALUES (1, 7, 'app', 'draft', 1, 5), (2, 7, 'app', 'draft', 1, 5)")
            .value();
        database
            .run({"verify",
                  "UPDATE application SET nik_index = $1, nik_verified_at = 8 WHERE id = 2"},
                 {index})
            .value();
        REQUIRE(store::migrate(database, {}).has_value());
        auto const rows = database
                              .run({"records",
                                    "SELECT application_id, nik_index, state, asked_at "
                                    "FROM passport_record"},
                                   {})
                              .value();
        REQUIRE(rows.size() == 1);
        CHECK(rows[0].integer(0) == 2);
        CHECK(rows[0].bytes(1) == index);
        CHECK(rows[0].text(2) == "unavailable");
        CHECK(rows[0].integer(3) == 8);
    });
}

TEST_CASE("migrations: a step that fails leaves nothing behind and can be taken later") {
    testing::on_each_empty_database([](sql::Connection& database) {
        CHECK(store::migrate(database, {}, std::array{kFirst, kBroken}).error().code ==
              Code::storage_misused);
        CHECK(count(database, "thing") == 0);
        CHECK(count(database, "schema_version") == 1);

        CHECK(store::migrate(database, {}, std::array{kFirst, kSecond}).has_value());
        CHECK(count(database, "thing") == 1);
        CHECK(count(database, "schema_version") == 2);
    });
}

TEST_CASE("migrations: a schema of a newer program, or of another one, is left alone") {
    testing::on_each_empty_database([](sql::Connection& database) {
        CHECK(store::migrate(database, {}, std::array{kFirst, kSecond}).has_value());
        CHECK(store::migrate(database, {}, std::array{kFirst, kSecond}).has_value());
        CHECK(store::migrate(database, {}, std::array{kFirst}).error().code ==
              Code::schema_unknown);
        CHECK(store::migrate(database, {}, std::array{kFirst, kOther}).error().code ==
              Code::schema_unknown);
        CHECK(count(database, "thing") == 1);
    });
}

TEST_CASE("migrations: when it happened is recorded") {
    testing::on_each_empty_database([](sql::Connection& database) {
        Instant const now{std::chrono::microseconds{1'790'000'000'123'456}};
        REQUIRE(store::migrate(database, now, std::array{kFirst}).has_value());
        auto const rows = database.run({"when", "SELECT applied FROM schema_version"}, {}).value();
        CHECK(rows.at(0).integer(0) == 1'790'000'000'123'456);
    });
}

TEST_CASE("migrations: the types in braces hold what they say on both engines, and nothing else") {
    testing::on_each_empty_database([](sql::Connection& database) {
        REQUIRE(store::migrate(database, {}, std::array{kKinds}).has_value());
        Bytes const bytes{std::byte{0}, std::byte{0xff}};
        auto const big = std::int64_t{1} << 62U;
        auto const one = std::int64_t{1};
        CHECK(database.run(kInsert, {big, bytes, one, "x"sv}).has_value());
        auto const code = [&](sql::Argument a, sql::Argument c) {
            auto const result = database.run(kInsert, {a, bytes, c, "x"sv});
            return result ? Code::internal : result.error().code;
        };
        CHECK(code(one, "morning"sv) == Code::storage_misused);
        CHECK(code("one"sv, one) == Code::storage_misused);
        CHECK(code(big, one) == Code::constraint_violated);
        CHECK(count(database, "kind") == 1);
    });
}

TEST_CASE("migrations: servers that start together take each step once") {
    testing::on_each_shared_database([](std::string const& address) {
        std::array<Code, kServers> codes{};
        {
            std::array<std::jthread, kServers> servers;
            for (std::size_t i = 0; i < kServers; ++i) {
                servers[i] = std::jthread{[&, i] {
                    auto const connection = sql::open(address).value();
                    auto const done = store::migrate(*connection, {}, std::array{kFirst, kSecond});
                    codes[i] = done ? Code::internal : done.error().code;
                }};
            }
        }
        for (Code const code : codes) CHECK(code == Code::internal);
        CHECK(count(*sql::open(address).value(), "thing") == 1);
    });
}
