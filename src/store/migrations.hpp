#pragma once
/// How a database gets the tables that this program knows.

#include "base/error.hpp"
#include "base/types.hpp"
#include "sql/connection.hpp"

#include <span>
#include <string_view>

namespace mpaspor::store {

struct Migration {
    int version;            ///< 1, 2, ... without gaps.
    std::string_view name;  ///< Of its file, such as 0001_first.
    /// SQL of both engines; what they do not share stands in braces:
    ///   {int64}      INTEGER in SQLite (as a primary key it is the row's address), BIGINT
    ///   {bytes}      BLOB, BYTEA
    ///   {strict}     STRICT behind a table of SQLite: a column takes its type only
    ///   {clustered}  STRICT, WITHOUT ROWID behind a table of SQLite: kept in order of its key
    std::string_view script;
};

/// The files of migrations/, compiled in, in order.
std::span<Migration const> migrations();

/// Brings a database to the last of `known`. Each step is carried out wholly or not at all, and
/// once, also when several servers start together. `now` is recorded with it.
/// Errors: schema_unknown (a newer or another program has been here; nothing was changed), those of
/// sql::Connection.
Result<void> migrate(sql::Connection& connection, Instant now,
                     std::span<Migration const> known = migrations());

}  // namespace mpaspor::store
