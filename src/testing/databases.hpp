#pragma once
/// Real databases for tests: every test of SQL runs on both engines.

#include "app/ports/clock.hpp"
#include "base/types.hpp"
#include "sql/connection.hpp"

#include <functional>
#include <memory>
#include <string>

namespace mpaspor::testing {

/// Whether to test on PostgreSQL. tools/with_postgres names a server in MPASPOR_TEST_POSTGRES (a
/// key-value address). Without one this throws, so that a run which leaves out an engine is red,
/// unless MPASPOR_SKIP_POSTGRES=1 says that it is meant.
bool postgres_wanted();

/// A schema under a name that no other test uses, for as long as this lives. Only where
/// postgres_wanted(). Throws when the server cannot be reached.
class PostgresSchema {
public:
    PostgresSchema();
    PostgresSchema(PostgresSchema const&) = delete;
    PostgresSchema& operator=(PostgresSchema const&) = delete;
    ~PostgresSchema();

    /// For sql::open; connections find this schema's tables only.
    std::string address() const;
    std::string const& name() const { return name_; }
    std::unique_ptr<sql::Connection> connect() const;

private:
    std::string name_;
};

using DatabaseTest = std::function<void(sql::Connection&)>;
/// Runs `test` on SQLite in memory, then on PostgreSQL.
void on_each_empty_database(DatabaseTest const& test);
/// The same after store::migrate.
void on_each_migrated_database(DatabaseTest const& test);

/// Runs `test` on a SQLite file, then on PostgreSQL, both empty, for tests that need several
/// connections. It is given what sql::open takes.
void on_each_shared_database(std::function<void(std::string const& address)> const& test);

/// A clock that stands still unless the test moves it.
struct FixedClock final : app::Clock {
    explicit FixedClock(Instant instant) : at(instant) {}
    Instant now() const override { return at; }
    Instant at;
};

}  // namespace mpaspor::testing
