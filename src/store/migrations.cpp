#include "store/migrations.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <tuple>
#include <utility>

namespace mpaspor::store {
namespace {

/// The first statement of every step on PostgreSQL: servers that start together take turns, and one
/// waits for another's long step. SQLite's BEGIN IMMEDIATE takes turns by itself.
constexpr std::string_view kTakeTurnsOnPostgres = R"sql(
    SET LOCAL lock_timeout = '10min';
    SET LOCAL statement_timeout = '10min';
    SELECT pg_advisory_xact_lock(5727350221)
)sql";

constexpr std::string_view kVersionTable = R"sql(
    CREATE TABLE IF NOT EXISTS schema_version (
        version INTEGER NOT NULL,
        name    TEXT    NOT NULL,
        applied {int64} NOT NULL,                      -- UTC, microseconds
        CONSTRAINT schema_version_version PRIMARY KEY (version)
    ) {strict}
)sql";

constexpr sql::Statement kApplied{"applied_migrations", R"sql(
    SELECT version, name FROM schema_version ORDER BY version
)sql"};

constexpr sql::Statement kRecord{"record_migration", R"sql(
    INSERT INTO schema_version (version, name, applied) VALUES ($1, $2, $3)
)sql"};

struct Word {
    std::string_view in_braces, sqlite, postgres;
};
constexpr auto kWords = std::to_array<Word>({
    {"{int64}", "INTEGER", "BIGINT"},
    {"{bytes}", "BLOB", "BYTEA"},
    {"{strict}", "STRICT", ""},
    {"{clustered}", "STRICT, WITHOUT ROWID", ""},
});

std::string in_words_of(sql::Engine engine, std::string_view script) {
    std::string text{script};
    for (Word const& word : kWords) {
        auto const theirs = engine == sql::Engine::sqlite ? word.sqlite : word.postgres;
        auto at = text.find(word.in_braces);
        for (; at != std::string::npos; at = text.find(word.in_braces, at + theirs.size())) {
            text.replace(at, word.in_braces.size(), theirs);
        }
    }
    return text;
}

/// How many of `known` the database has.
Result<std::size_t> applied(sql::Connection& connection, std::span<Migration const> known) {
    auto const rows = TRY(connection.run(kApplied, {}));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i < known.size() && rows[i].integer(0) == known[i].version &&
            rows[i].text(1) == known[i].name) {
            continue;
        }
        return fail(Code::schema_unknown, "the database has migration " + rows[i].text(1));
    }
    return rows.size();
}

enum class Step : bool { taken, none_left };

Result<Step> next_step(sql::Connection& connection, Instant now, std::span<Migration const> known) {
    if (connection.engine() == sql::Engine::postgres) TRY(connection.script(kTakeTurnsOnPostgres));
    TRY(connection.script(in_words_of(connection.engine(), kVersionTable)));
    auto const done = TRY(applied(connection, known));
    if (done == known.size()) return Step::none_left;

    Migration const& next = known[done];
    TRY(connection.script(in_words_of(connection.engine(), next.script)));
    TRY(connection.run(kRecord, {std::int64_t{next.version}, next.name,
                                 std::int64_t{now.time_since_epoch().count()}}));
    return Step::taken;
}

}  // namespace

Result<void> migrate(sql::Connection& connection, Instant now, std::span<Migration const> known) {
    for (Step last = Step::taken; last == Step::taken;) {
        TRY(connection.begin());
        auto step = next_step(connection, now, known);
        if (!step) {
            std::ignore = connection.rollback();  // What went wrong first is what is reported.
            return std::unexpected(std::move(step).error());
        }
        TRY(connection.commit());
        last = *step;
    }
    return {};
}

}  // namespace mpaspor::store
