#pragma once

#include "sql/statement.hpp"

#include <memory>
#include <optional>

namespace mpaspor::sql {

enum class Engine : std::uint8_t { sqlite, postgres };

/// One connection to one engine, used by one thread at a time.
///
/// Errors of every call, classified by the driver, with a `detail` that names the statement and no
/// values: storage_conflict, storage_unavailable, storage_misused, storage_broken; where values are
/// given also malformed_text and constraint_violated (Error::constraint is the constraint's name).
/// Unique constraints and NOT NULL are called table_column_column on both engines, provided that
/// the DDL names them so for PostgreSQL. SQLite does not name foreign keys.
///
/// After a failure (malformed_text excepted: it did not reach the database) a transaction takes
/// nothing more, on both engines, until it is rolled back, whole or by ROLLBACK TO SAVEPOINT.
///
/// Implementations: sqlite.cpp, postgres.cpp. Both keep tests/contract/sql_contract.hpp.
class Connection {
public:
    virtual ~Connection() = default;

    virtual Engine engine() const = 0;

    virtual Result<Rows> run(Statement const& statement,
                             std::initializer_list<Argument> arguments) = 0;

    /// Several statements without arguments, as in a migration.
    virtual Result<void> script(std::string_view text) = 0;

    /// A transaction that may write from its first statement on.
    virtual Result<void> begin() = 0;
    /// Errors added: outcome_unknown (the connection was lost after COMMIT was sent, or the wait
    /// for the standbys was cancelled). A transaction that has failed is rolled back, and
    /// storage_misused says so.
    virtual Result<void> commit() = 0;
    /// Fine when no transaction is open.
    virtual Result<void> rollback() = 0;
};

/// What a use case sees of a connection: it reads and writes, but does not begin, commit or roll
/// back. That is the executor's business.
class Transaction {
public:
    explicit Transaction(Connection& connection) : connection_(connection) {}

    Engine engine() const { return connection_.engine(); }

    Result<Rows> rows(Statement const& statement, std::initializer_list<Argument> arguments) {
        return connection_.run(statement, arguments);
    }

    /// The first row, or nothing.
    Result<std::optional<Row>> row(Statement const& statement,
                                   std::initializer_list<Argument> arguments) {
        auto all = TRY(connection_.run(statement, arguments));
        if (all.empty()) return std::nullopt;
        return std::move(all.front());
    }

    /// Carries it out; rows are of no interest.
    Result<void> run(Statement const& statement, std::initializer_list<Argument> arguments) {
        TRY(connection_.run(statement, arguments));
        return {};
    }

private:
    Connection& connection_;
};

enum class Access : std::uint8_t { read_write, read_only };

/// `path` as SQLite takes it; ":memory:" for a private database in memory.
/// Durable: write-ahead log with synchronous=FULL, read back and refused as storage_misused where
/// SQLite says otherwise. A read-only connection needs a database that is in WAL already.
/// Errors: storage_unavailable, storage_broken, storage_misused.
Result<std::unique_ptr<Connection>> open_sqlite(std::string const& path,
                                                Access access = Access::read_write);

/// `address` as libpq takes it: a key-value string or a postgresql:// address.
/// Errors: storage_unavailable; storage_misused when synchronous_commit is off, or the
/// address cannot be read.
Result<std::unique_ptr<Connection>> open_postgres(std::string const& address);

/// Either: an address that begins with postgresql:// or postgres://, or contains '=', is
/// PostgreSQL's, any other a path of SQLite.
Result<std::unique_ptr<Connection>> open(std::string const& address,
                                         Access access = Access::read_write);

/// Moves committed pages of the write-ahead log into the database file, as far as readers allow,
/// without waiting for anybody. Called beside the writer, about once a second, so that the writer
/// never pays for it; no connection does it by itself. A log of more than 64 MiB is cut off, for
/// which reader, writer and this wait for each other for 0.1 s at most. Nothing on PostgreSQL.
Result<void> checkpoint(Connection& connection);

}  // namespace mpaspor::sql
