#pragma once
/// Every column of the schema: what shows it to the person it is about, or why it is none of the
/// person's data (domain.md 7).

#include "sql/connection.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::testing {

/// How a canary looks in a column, or why there is none.
enum class As : std::uint8_t {
    none,     ///< Not the person's data: `note` says why.
    text,     ///< Any text.
    number,   ///< Any number.
    instant,  ///< Any moment.
    date,     ///< Any date.
    sealed,   ///< Opened: seal_canaries() writes it.
    found,    ///< One of a list, or a name for a number: `note` is found as it is.
};
struct Listed {
    std::string_view table, column;  ///< "*": the whole table.
    As as;
    std::string_view note = {};
};

std::span<Listed const> held_columns();

/// Columns of the database that nobody has listed, and listed ones that there are not.
std::vector<std::string> unlisted_columns(sql::Connection& database);

}  // namespace mpaspor::testing
