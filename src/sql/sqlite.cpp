#include "base/utf8.hpp"
#include "sql/connection.hpp"
#include "sql/sqlite_values.hpp"
#include "sql/statement_cache.hpp"

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <expected>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

namespace mpaspor::sql {
namespace {

/// Who finds a lock taken asks again after a short while, at first often: the gap between two
/// transactions of a busy writer is short. SQLite's own timeout asks some twenty times a second,
/// and a checkpoint hardly ever got in between when this was measured.
constexpr int kQuickTries = 400, kSlowTries = 980;
constexpr std::chrono::microseconds kQuick{250}, kSlow{5000};  // 0.1 s and 4.9 s in all.

/// Reads slow down with the length of the write-ahead log, and beside a busy writer it never ends:
/// one of more pages than this (64 MiB at 4 KiB per page) is cut off. That stops the writer for as
/// long as it takes to write back the last pages, so these have to be few.
constexpr std::int64_t kLogPagesMax = 16'384, kLastPagesMax = 2'048;

/// Row: whether somebody was in the way, pages in the log, pages of them that are written back.
constexpr Statement kPassive{"checkpoint", "PRAGMA wal_checkpoint(PASSIVE)"};
constexpr Statement kTruncate{"checkpoint_truncate", "PRAGMA wal_checkpoint(TRUNCATE)"};

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

class Sqlite final : public Connection {
public:
    explicit Sqlite(std::unique_ptr<sqlite3, Close> database) : database_(std::move(database)) {
        sqlite3_busy_handler(database_.get(), &Sqlite::wait, this);
    }
    Sqlite(Sqlite const&) = delete;
    Sqlite& operator=(Sqlite const&) = delete;

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

    /// Writes the rest of the log back and begins it anew. Waits shortly for the writer and for
    /// readers that stand in the log, and the writer meanwhile for it; does nothing when they do
    /// not give way.
    Result<void> cut_log() {
        tries_max_ = kQuickTries;
        auto const cut = run(kTruncate, {});
        tries_max_ = kQuickTries + kSlowTries;
        if (!cut) return std::unexpected(cut.error());
        return {};
    }

private:
    static int wait(void* self, int tries) {
        if (tries >= static_cast<Sqlite*>(self)->tries_max_) return 0;
        std::this_thread::sleep_for(tries < kQuickTries ? kQuick : kSlow);
        return 1;
    }

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
    int tries_max_ = kQuickTries + kSlowTries;
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

    // "x" is a column to PostgreSQL; where there is none, SQLite would quietly make it a text.
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    auto connection = std::make_unique<Sqlite>(std::move(database));
    TRY(set_up(*connection, access, path == ":memory:"));
    return connection;
}

Result<void> checkpoint(Connection& connection) {
    if (connection.engine() != Engine::sqlite) return {};
    Rows const done = TRY(connection.run(kPassive, {}));
    auto const pages = done.at(0).integer(1), written_back = done.at(0).integer(2);
    if (pages <= kLogPagesMax || pages - written_back > kLastPagesMax) return {};
    auto* const sqlite = dynamic_cast<Sqlite*>(&connection);
    return sqlite == nullptr ? Result<void>{} : sqlite->cut_log();
}

}  // namespace mpaspor::sql
