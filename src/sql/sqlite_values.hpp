#pragma once
/// Between the values and codes of ours and those of SQLite. Only for sqlite.cpp.

#include "sql/statement.hpp"

#include <string>
#include <string_view>

struct sqlite3_stmt;

namespace mpaspor::sql {

/// Of a status of SQLite, with its extended part.
Code code_of(int status);

/// The name in "CHECK constraint failed: seat_never_oversold"; the one that PostgreSQL's constraint
/// bears by our rule in "UNIQUE constraint failed: seat.day, seat.pool", which is seat_day_pool.
std::string constraint_in(std::string_view message);

/// Borrows `argument` until the statement is bound anew. Returns SQLite's status.
int bind(sqlite3_stmt* statement, int index, Argument const& argument);

/// The row that the statement stands on.
Row row_of(sqlite3_stmt* statement);

}  // namespace mpaspor::sql
