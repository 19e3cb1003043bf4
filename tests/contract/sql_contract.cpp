#include "tests/contract/sql_contract.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace mpaspor::contract {
namespace {

using sql::Argument;
using sql::Connection;
using sql::Null;
using sql::Row;
using sql::Statement;
using namespace std::string_view_literals;

constexpr Statement kAdd{"add_office", "INSERT INTO office (id, name) VALUES ($1, $2)"};
constexpr Statement kAddSeal{"add_seal", "INSERT INTO office (id, seal) VALUES ($1, $2)"};
constexpr Statement kOffices{"offices", "SELECT id, name, seal FROM office ORDER BY id"};
constexpr Statement kCount{"offices", "SELECT count(*) FROM office"};
constexpr Statement kRename{"rename", R"sql(
    UPDATE office SET name = $2 WHERE id = $1 RETURNING id, name
)sql"};
constexpr Statement kPut{"put_office", R"sql(
    INSERT INTO office (id, name) VALUES ($1, $2)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name RETURNING name
)sql"};
constexpr Statement kNumbers{"numbers", R"sql(
    SELECT id > 1, id < 1, id = 3 AND id <> 3, sum(id), avg(id), avg(id) / 2, -sum(id)
    FROM office WHERE id = 3 GROUP BY id
)sql"};
constexpr Statement kAddCounter{"add_counter", R"sql(
    INSERT INTO counter (office, number) VALUES ($1, $2)
)sql"};
constexpr Statement kSavepoint{"savepoint", "SAVEPOINT one"};
constexpr Statement kUndo{"undo", "ROLLBACK TO SAVEPOINT one"};
constexpr Statement kRelease{"release", "RELEASE SAVEPOINT one"};

constexpr int kMany = 300;  ///< Statements: more than any driver keeps.

std::int64_t integer(int value) {
    return value;
}

void create_tables(Connection& connection) {
    bool const sqlite = connection.engine() == sql::Engine::sqlite;
    std::string const strict = sqlite ? " STRICT" : "", bytes = sqlite ? "BLOB" : "BYTEA",
                      int64 = sqlite ? "INTEGER" : "BIGINT";
    auto const made = connection.script(
        "CREATE TABLE office (id " + int64 + " NOT NULL, name TEXT, seal " + bytes +
        ", CONSTRAINT office_id PRIMARY KEY (id)" +
        ", CONSTRAINT office_name_is_short CHECK (length(name) < 50))" + strict +
        ";CREATE TABLE counter (office " + int64 + " NOT NULL REFERENCES office (id), number " +
        int64 + " NOT NULL, CONSTRAINT counter_office_number UNIQUE (office, number))" + strict);
    REQUIRE(made.has_value());
}

std::int64_t offices(Connection& connection) {
    return connection.run(kCount, {}).value().at(0).integer(0);
}

Error error_of(Connection& connection, Statement const& statement,
               std::initializer_list<Argument> arguments) {
    auto const result = connection.run(statement, arguments);
    REQUIRE_FALSE(result.has_value());
    return result.error();
}

void values_come_back(Connection& connection) {
    using Limits = std::numeric_limits<std::int64_t>;
    auto const name = "Ai'nun \u2019 \" \\ \\' $1 ? %s \U0001f6c2"sv;
    REQUIRE(connection.run(kAdd, {Limits::max(), name}).has_value());
    REQUIRE(connection.run(kAdd, {Limits::min(), Null{}}).has_value());
    REQUIRE(connection.run(kAdd, {integer(0), std::string_view{}}).has_value());
    auto const rows = connection.run(kOffices, {}).value();
    REQUIRE(rows.size() == 3);
    CHECK(rows[0] == Row{{Limits::min(), Null{}, Null{}}});
    CHECK(rows[1] == Row{{integer(0), std::string{}, Null{}}});
    CHECK(rows[2] == Row{{Limits::max(), std::string{name}, Null{}}});
}

void bytes_come_back(Connection& connection) {
    Bytes every(256);
    for (std::size_t i = 0; i < every.size(); ++i) every[i] = static_cast<std::byte>(i);
    REQUIRE(connection.run(kAddSeal, {integer(1), every}).has_value());
    REQUIRE(connection.run(kAddSeal, {integer(2), Bytes{}}).has_value());
    REQUIRE(connection.run(kAddSeal, {integer(3), Null{}}).has_value());
    auto const rows = connection.run(kOffices, {}).value();
    CHECK(rows.at(0).bytes(2) == every);
    CHECK_FALSE(rows.at(1).null(2));
    CHECK(rows.at(1).bytes(2).empty());
    CHECK(rows.at(2).null(2));
}

void numbers_are_integers(Connection& connection) {
    REQUIRE(connection.run(kAdd, {integer(3), Null{}}).has_value());
    Row const row = connection.run(kNumbers, {}).value().at(0);
    CHECK(row.integer(0) == 1);
    CHECK(row.integer(1) == 0);
    CHECK(row.integer(2) == 0);
    CHECK(row.integer(3) == 3);
    CHECK(row.integer(4) == 3);
    CHECK(row.text(5).starts_with("1.5"));
    CHECK(row.integer(6) == -3);
    CHECK_THROWS_AS(std::ignore = row.text(0), std::bad_variant_access);
    CHECK_THROWS_AS(std::ignore = row.integer(9), std::out_of_range);
}

void statements_are_known_by_text(Connection& connection) {
    CHECK(connection.run(kPut, {integer(1), "a"sv}).value().at(0).text(0) == "a");
    CHECK(connection.run(kPut, {integer(1), "b"sv}).value().at(0).text(0) == "b");
    CHECK(connection.run(kOffices, {}).value().at(0).text(1) == "b");
    CHECK(offices(connection) == 1);  // Of the same name as kOffices.
    std::string text = "SELECT 1";
    CHECK(connection.run({"reused", text}, {}).value().at(0).integer(0) == 1);
    text.back() = '2';
    CHECK(connection.run({"reused", text}, {}).value().at(0).integer(0) == 2);
}

/// More statements than a driver keeps, in a transaction, some of them again after they gave way.
void many_statements(Connection& connection) {
    REQUIRE(connection.begin().has_value());
    for (int turn = 0; turn < 2; ++turn) {
        for (int i = 0; i < kMany; ++i) {
            auto const text = "SELECT count(*) + " + std::to_string(i) + " FROM office";
            auto const rows = connection.run({"many", text}, {});
            REQUIRE(rows.has_value());
            CHECK(rows->at(0).integer(0) == i);
            CHECK(offices(connection) == 0);  // In use, so this one is still kept.
        }
    }
    // Where the transaction has failed there may be no room to make, and yet this is prepared.
    REQUIRE(connection.run(kSavepoint, {}).has_value());
    REQUIRE(connection.run(kAdd, {integer(1), "a"sv}).has_value());
    REQUIRE_FALSE(connection.run(kAdd, {integer(1), "again"sv}).has_value());
    REQUIRE(connection.run(kUndo, {}).has_value());
    CHECK(offices(connection) == 0);
    REQUIRE(connection.commit().has_value());
}

void failures_have_a_class(Connection& connection) {
    REQUIRE(connection.run(kAdd, {integer(1), "Siti"sv}).has_value());
    auto const twice = error_of(connection, kAdd, {integer(1), "Siti"sv});
    CHECK(twice.code == Code::constraint_violated);
    CHECK(twice.constraint == "office_id");
    CHECK(twice.detail.starts_with("add_office: "));
    CHECK_FALSE(twice.detail.contains("Siti"));

    REQUIRE(connection.run(kAddCounter, {integer(1), integer(2)}).has_value());
    auto const pair = error_of(connection, kAddCounter, {integer(1), integer(2)});
    CHECK(pair.constraint == "counter_office_number");
    auto const null = error_of(connection, kAddCounter, {integer(1), Null{}});
    CHECK(null.code == Code::constraint_violated);
    CHECK(null.constraint == "counter_number");
    auto const nowhere = error_of(connection, kAddCounter, {integer(9), integer(1)});
    CHECK(nowhere.code == Code::constraint_violated);
    auto const longer = error_of(connection, kAdd, {integer(2), std::string(50, 'x')});
    CHECK(longer.code == Code::constraint_violated);
    CHECK(longer.constraint == "office_name_is_short");
    CHECK_FALSE(longer.detail.contains("xxx"));
    CHECK(offices(connection) == 1);
}

void misuse_is_told(Connection& connection) {
    auto const misused = [&](Statement const& statement, std::initializer_list<Argument> values) {
        return error_of(connection, statement, values).code == Code::storage_misused;
    };
    CHECK(misused({"no_table", "SELECT 1 FROM nowhere"}, {}));
    CHECK(misused({"no_column", "SELECT \"nothing\" FROM office"}, {}));
    CHECK(misused({"two", "SELECT 1; SELECT 2"}, {}));
    CHECK(misused({"none", ""}, {}));
    CHECK(misused({"gap", "SELECT id FROM office WHERE name = $2"}, {"a"sv, "b"sv}));
    CHECK(misused(kAdd, {integer(1)}));
    CHECK(misused(kAdd, {integer(1), "a"sv, "b"sv}));
    CHECK(misused(kAdd, {"one"sv, "a"sv}));
    CHECK(connection.script("CREATE TABLE").error().code == Code::storage_misused);
    CHECK(connection.run(kAdd, {integer(1), "a"sv}).has_value());
}

void text_is_clean(Connection& connection) {
    REQUIRE(connection.begin().has_value());
    for (auto const text : {"a\0b"sv, "\0"sv, "\xff"sv, "\xc0\x80"sv, "\xed\xa0\x80"sv}) {
        CHECK(error_of(connection, kAdd, {integer(1), text}).code == Code::malformed_text);
    }
    // It did not reach the database, so the transaction goes on.
    CHECK(connection.run(kAdd, {integer(1), "a"sv}).has_value());
    CHECK(connection.commit().has_value());
}

void transactions(Connection& connection) {
    CHECK(connection.rollback().has_value());
    CHECK(connection.commit().error().code == Code::storage_misused);

    REQUIRE(connection.begin().has_value());
    CHECK(connection.begin().error().code == Code::storage_misused);
    REQUIRE(connection.rollback().has_value());

    REQUIRE(connection.begin().has_value());
    REQUIRE(connection.run(kAdd, {integer(1), "undone"sv}).has_value());
    REQUIRE(connection.rollback().has_value());
    CHECK(offices(connection) == 0);

    REQUIRE(connection.begin().has_value());
    REQUIRE(connection.run(kAdd, {integer(1), "kept"sv}).has_value());
    REQUIRE(connection.commit().has_value());
    REQUIRE(connection.rollback().has_value());
    CHECK(offices(connection) == 1);
}

void savepoints(Connection& connection) {
    REQUIRE(connection.begin().has_value());
    REQUIRE(connection.run(kAdd, {integer(1), "kept"sv}).has_value());
    for (int turn = 0; turn < 2; ++turn) {
        REQUIRE(connection.run(kSavepoint, {}).has_value());
        REQUIRE(connection.run(kAdd, {integer(2), "undone"sv}).has_value());
        REQUIRE_FALSE(connection.run(kAdd, {integer(1), "again"sv}).has_value());
        REQUIRE(connection.run(kUndo, {}).has_value());
        REQUIRE(connection.run(kRelease, {}).has_value());
    }
    CHECK(connection.run(kRename, {integer(1), "renamed"sv}).value().size() == 1);
    REQUIRE(connection.commit().has_value());
    CHECK(offices(connection) == 1);
}

void failed_transactions(Connection& connection) {
    for (bool const commits : {true, false}) {
        REQUIRE(connection.begin().has_value());
        REQUIRE(connection.run(kAdd, {integer(1), "half"sv}).has_value());
        REQUIRE_FALSE(connection.run(kAdd, {integer(1), "again"sv}).has_value());
        CHECK(error_of(connection, kAdd, {integer(2), "rest"sv}).code == Code::storage_misused);
        CHECK(connection.script("SELECT 1").error().code == Code::storage_misused);
        if (commits) {
            CHECK(connection.commit().error().code == Code::storage_misused);
        } else {
            CHECK(connection.rollback().has_value());
        }
        CHECK(offices(connection) == 0);
    }
}

}  // namespace

void sql_connection(Connection& connection) {
    create_tables(connection);

    SUBCASE("integers, text and null come back as they went in") {
        values_come_back(connection);
    }
    SUBCASE("bytes come back as they went in, and no bytes are not null") {
        bytes_come_back(connection);
    }
    SUBCASE("text with NUL, or that is not UTF-8, is refused and not cut off") {
        text_is_clean(connection);
    }
    SUBCASE("a boolean is 0 or 1, a whole number an integer whatever its type, a fraction text") {
        numbers_are_integers(connection);
    }
    SUBCASE("$2 is the second argument, wherever it stands in the text") {
        REQUIRE(connection.run(kAdd, {integer(1), "old"sv}).has_value());
        auto const renamed = connection.run(kRename, {integer(1), "new"sv}).value();
        REQUIRE(renamed.size() == 1);
        CHECK(renamed[0] == Row{{integer(1), std::string{"new"}}});
    }
    SUBCASE("a statement may be repeated, and is known by its text, not by name or address") {
        statements_are_known_by_text(connection);
    }
    SUBCASE("more statements than are kept prepared all work") {
        many_statements(connection);
    }
    SUBCASE("a failure has its class and its constraint, but no values") {
        failures_have_a_class(connection);
    }
    SUBCASE("SQL and arguments that do not fit are misuse, and the connection stays usable") {
        misuse_is_told(connection);
    }
    SUBCASE("a transaction is kept by commit and undone by rollback") {
        transactions(connection);
    }
    SUBCASE("a savepoint survives a failure, and takes back what came after it") {
        savepoints(connection);
    }
    SUBCASE("a transaction in which a statement failed takes no more and cannot be committed") {
        failed_transactions(connection);
    }
}

}  // namespace mpaspor::contract
