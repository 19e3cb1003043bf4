#include "base/utf8.hpp"
#include "sql/connection.hpp"
#include "sql/statement_cache.hpp"

#include <sqlite3.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace mpaspor::sql {
namespace {

constexpr int kBusyTimeoutMs = 5000;

struct Close {
    void operator()(sqlite3* database) const { sqlite3_close(database); }
};
struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
/// Ends a statement's run, so that it holds no lock and can run again.
struct Reset {
    void operator()(sqlite3_stmt* statement) const { sqlite3_reset(statement); }
};

struct Prepared {
    std::unique_ptr<sqlite3_stmt, Finalize> statement;
    /// SQLite's index of $1, $2, ... in this order. It takes "$2" for a name and counts parameters
    /// as they first appear, so the n-th argument need not be its n-th parameter.
    std::vector<int> indexes;
};

/// https://www.sqlite.org/rescode.html
Code code_of(int status) {
    // A text in an integer column of a STRICT table: PostgreSQL finds it no constraint either.
    if (status == SQLITE_CONSTRAINT_DATATYPE) return Code::storage_misused;
    if (status == SQLITE_IOERR_NOMEM) return Code::storage_unavailable;
    constexpr int kPrimary = 0xff;
    switch (status & kPrimary) {
        case SQLITE_CONSTRAINT: return Code::constraint_violated;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_PROTOCOL:
        case SQLITE_INTERRUPT: return Code::storage_conflict;
        case SQLITE_CANTOPEN:
        case SQLITE_FULL:
        case SQLITE_NOMEM: return Code::storage_unavailable;
        case SQLITE_IOERR:
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB: return Code::storage_broken;
        default: return Code::storage_misused;
    }
}

/// The name in "CHECK constraint failed: seat_never_oversold"; the one that PostgreSQL's constraint
/// bears by our rule in "UNIQUE constraint failed: seat.day, seat.pool", which is seat_day_pool.
std::string constraint_in(std::string_view message) {
    constexpr std::string_view kBefore = ": ", kBetween = ", ";
    auto const start = message.find(kBefore);
    if (start == std::string_view::npos) return {};
    message.remove_prefix(start + kBefore.size());
    std::string name{message.substr(0, message.find('.'))};
    if (name.size() == message.size()) return name;
    for (std::size_t at = 0; at != std::string_view::npos;) {
        auto const end = message.find(kBetween, at);
        auto const column = message.substr(at, end == message.npos ? end : end - at);
        name.append("_").append(column.substr(column.find('.') + 1));
        at = end == message.npos ? end : end + kBetween.size();
    }
    return name;
}

int bind(sqlite3_stmt* statement, int index, Argument const& argument) {
    if (auto const* number = std::get_if<std::int64_t>(&argument)) {
        return sqlite3_bind_int64(statement, index, *number);
    }
    // Borrowed, not copied (SQLITE_STATIC): the arguments outlive the call. No text and no bytes
    // are values of their own, where SQLite would take a null pointer for NULL.
    if (auto const* text = std::get_if<std::string_view>(&argument)) {
        char const* const start = text->empty() ? "" : text->data();
        return sqlite3_bind_text64(statement, index, start, text->size(), SQLITE_STATIC,
                                   SQLITE_UTF8);
    }
    if (auto const* bytes = std::get_if<std::span<std::byte const>>(&argument)) {
        if (bytes->empty()) return sqlite3_bind_zeroblob(statement, index, 0);
        return sqlite3_bind_blob64(statement, index, bytes->data(), bytes->size(), SQLITE_STATIC);
    }
    return sqlite3_bind_null(statement, index);
}

Column column_of(sqlite3_stmt* statement, int at) {
    switch (sqlite3_column_type(statement, at)) {
        case SQLITE_INTEGER: return sqlite3_column_int64(statement, at);
        case SQLITE_NULL: return Null{};
        case SQLITE_BLOB: {
            auto const* start = static_cast<std::byte const*>(sqlite3_column_blob(statement, at));
            return Bytes(start, start + sqlite3_column_bytes(statement, at));
        }
        case SQLITE_FLOAT: {
            double const number = sqlite3_column_double(statement, at);
            if (number == std::floor(number) && std::abs(number) < 0x1p63) {
                return static_cast<std::int64_t>(number);
            }
            break;
        }
        default: break;
    }
    auto const* start = reinterpret_cast<char const*>(sqlite3_column_text(statement, at));
    return std::string(start, static_cast<std::size_t>(sqlite3_column_bytes(statement, at)));
}

Row row_of(sqlite3_stmt* statement) {
    int const count = sqlite3_column_count(statement);
    std::vector<Column> columns;
    columns.reserve(static_cast<std::size_t>(count));
    for (int at = 0; at < count; ++at) columns.push_back(column_of(statement, at));
    return Row{std::move(columns)};
}

class Sqlite final : public Connection {
public:
    explicit Sqlite(std::unique_ptr<sqlite3, Close> database) : database_(std::move(database)) {}

    Engine engine() const override { return Engine::sqlite; }

    Result<Rows> run(Statement const& statement,
                     std::initializer_list<Argument> arguments) override {
        if (failed_ && !statement.text.starts_with("ROLLBACK")) return refused(statement.name);
        Prepared const* const prepared = TRY(prepare(statement));
        std::unique_ptr<sqlite3_stmt, Reset> const running{prepared->statement.get()};
        TRY(bind_all(statement, *prepared, arguments));
        Rows rows;
        int status = sqlite3_step(running.get());
        for (; status == SQLITE_ROW; status = sqlite3_step(running.get())) {
            rows.push_back(row_of(running.get()));
        }
        if (status != SQLITE_DONE) return failure(statement.name, status);
        failed_ = false;
        return rows;
    }

    Result<void> script(std::string_view text) override {
        if (failed_) return refused("script");
        int const status =
            sqlite3_exec(database_.get(), std::string{text}.c_str(), nullptr, nullptr, nullptr);
        if (status != SQLITE_OK) return failure("script", status);
        return {};
    }

    Result<void> begin() override {
        // IMMEDIATE: one that begins by reading and then writes could only fail, not wait.
        TRY(run({"begin", "BEGIN IMMEDIATE"}, {}));
        open_ = true;
        return {};
    }

    Result<void> commit() override {
        if (failed_) {
            TRY(rollback());
            return fail(Code::storage_misused, "commit: of a failed transaction");
        }
        TRY(run({"commit", "COMMIT"}, {}));
        open_ = false;
        return {};
    }

    Result<void> rollback() override {
        // Some errors, such as a full disk, have rolled back already.
        if (sqlite3_get_autocommit(database_.get()) == 0) TRY(run({"rollback", "ROLLBACK"}, {}));
        open_ = failed_ = false;
        return {};
    }

private:
    Result<Prepared const*> prepare(Statement const& statement) {
        if (auto const* known = prepared_.find(statement.text)) return known;
        sqlite3_stmt* raw = nullptr;
        char const* rest = nullptr;
        int const status = sqlite3_prepare_v3(database_.get(), statement.text.data(),
                                              static_cast<int>(statement.text.size()),
                                              SQLITE_PREPARE_PERSISTENT, &raw, &rest);
        Prepared prepared{.statement = std::unique_ptr<sqlite3_stmt, Finalize>{raw}, .indexes = {}};
        if (status != SQLITE_OK) return failure(statement.name, status);
        std::string_view const unread{rest, statement.text.data() + statement.text.size()};
        if (raw == nullptr || unread.find_first_not_of(" \n\t\r;") != unread.npos) {
            return misuse(statement.name, "is not one statement");
        }
        for (int number = 1; number <= sqlite3_bind_parameter_count(raw); ++number) {
            auto const parameter = '$' + std::to_string(number);
            int const index = sqlite3_bind_parameter_index(raw, parameter.c_str());
            if (index == 0) return misuse(statement.name, "has no " + parameter);
            prepared.indexes.push_back(index);
        }
        std::ignore = prepared_.make_room();
        return prepared_.add(statement.text, std::move(prepared));
    }

    Result<void> bind_all(Statement const& statement, Prepared const& prepared,
                          std::initializer_list<Argument> arguments) {
        if (arguments.size() != prepared.indexes.size()) {
            return misuse(statement.name, "has another number of arguments");
        }
        auto index = prepared.indexes.begin();
        for (Argument const& argument : arguments) {
            auto const* text = std::get_if<std::string_view>(&argument);
            if (text != nullptr && !is_clean_utf8(*text)) {
                return fail(Code::malformed_text, std::string{statement.name});
            }
            int const status = bind(prepared.statement.get(), *index++, argument);
            if (status != SQLITE_OK) return failure(statement.name, status);
        }
        return {};
    }

    /// SQLite's messages name tables, columns and constraints, never values.
    std::unexpected<Error> failure(std::string_view name, int status) {
        failed_ = open_;
        char const* const message = sqlite3_errmsg(database_.get());
        Error error{.code = code_of(status), .detail = std::string{name} + ": " + message};
        if (error.code == Code::constraint_violated) error.constraint = constraint_in(message);
        return std::unexpected(std::move(error));
    }

    std::unexpected<Error> misuse(std::string_view name, std::string const& what) {
        failed_ = open_;
        return fail(Code::storage_misused, std::string{name} + ' ' + what);
    }

    static std::unexpected<Error> refused(std::string_view name) {
        return fail(Code::storage_misused, std::string{name} + ": in a failed transaction");
    }

    std::unique_ptr<sqlite3, Close> database_;
    StatementCache<Prepared> prepared_;  ///< After database_, which must outlive it.
    bool open_ = false;                  ///< Between begin() and its end.
    /// A statement of the open transaction failed. As on PostgreSQL, nothing more is taken until it
    /// is rolled back, to a savepoint or whole; SQLite itself would carry on with half a use case,
    /// after some errors even outside any transaction.
    bool failed_ = false;
};

/// What we rely on must be what SQLite answers, whatever was asked of it.
Result<void> expect(Connection& connection, Statement const& pragma, Column const& expected) {
    Rows const rows = TRY(connection.run(pragma, {}));
    if (!rows.empty() && rows.front() == Row{{expected}}) return {};
    return fail(Code::storage_misused, std::string{pragma.name} + " is not as needed");
}

Result<void> set_up(Connection& connection, Access access, bool in_memory) {
    std::string_view const journal =
        access == Access::read_only ? "PRAGMA journal_mode" : "PRAGMA journal_mode = WAL";
    TRY(expect(connection, {"journal_mode", journal}, std::string{in_memory ? "memory" : "wal"}));
    // FULL, not NORMAL: NORMAL loses acknowledged commits when the power goes. Checkpoints are made
    // beside the writer, see checkpoint(); left on, they would run inside its commits. 32 MiB of
    // pages hold the hot tables of a rush.
    TRY(
        connection.script("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
                          "PRAGMA trusted_schema = OFF; PRAGMA wal_autocheckpoint = 0;"
                          "PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY"));
    TRY(expect(connection, {"synchronous", "PRAGMA synchronous"}, std::int64_t{2}));
    TRY(expect(connection, {"foreign_keys", "PRAGMA foreign_keys"}, std::int64_t{1}));
    TRY(expect(connection, {"wal_autocheckpoint", "PRAGMA wal_autocheckpoint"}, std::int64_t{0}));
    return {};
}

}  // namespace

Result<std::unique_ptr<Connection>> open_sqlite(std::string const& path, Access access) {
    // Its memory statistics cost a global lock at every allocation. Takes effect before first use.
    static int const without_statistics = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    std::ignore = without_statistics;  // Where it comes too late, it is merely slower.

    int const mode = access == Access::read_only ? SQLITE_OPEN_READONLY
                                                 : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    sqlite3* raw = nullptr;
    int const status = sqlite3_open_v2(path.c_str(), &raw,
                                       mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    std::unique_ptr<sqlite3, Close> database{raw};
    if (status != SQLITE_OK) return fail(code_of(status), "open: " + path);

    sqlite3_busy_timeout(raw, kBusyTimeoutMs);
    // "x" is a column to PostgreSQL; where there is none, SQLite would quietly make it a text.
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    auto connection = std::make_unique<Sqlite>(std::move(database));
    TRY(set_up(*connection, access, path == ":memory:"));
    return connection;
}

}  // namespace mpaspor::sql
