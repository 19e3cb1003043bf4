#pragma once
/// The words in which the service speaks to a database. No engine is named here.

#include "base/error.hpp"
#include "base/types.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace mpaspor::sql {

/// A statement in the SQL that PostgreSQL 15 and SQLite 3.40 share, with parameters $1, $2, ...
/// Prepared once per connection and known by its text; `name` is for logs, faults and plan tests.
struct Statement {
    std::string_view name;
    std::string_view text;
};

using Null = std::monostate;
/// A value for a parameter, borrowed for the call. Text is UTF-8 without NUL, or is refused.
using Argument = std::variant<Null, std::int64_t, std::string_view, std::span<std::byte const>>;
/// A value of a row. A boolean is 0 or 1; a whole number is an integer whatever the engine calls
/// its type (PostgreSQL's sum() is numeric); any other number is text.
using Column = std::variant<Null, std::int64_t, std::string, Bytes>;

/// One row, columns in the order of the statement. To ask a column for what it is not is a bug and
/// throws, which the executor turns into `internal`.
class Row {
public:
    explicit Row(std::vector<Column> columns) : columns_(std::move(columns)) {}

    std::int64_t integer(std::size_t at) const { return std::get<std::int64_t>(columns_.at(at)); }
    std::string const& text(std::size_t at) const { return std::get<std::string>(columns_.at(at)); }
    Bytes const& bytes(std::size_t at) const { return std::get<Bytes>(columns_.at(at)); }
    bool null(std::size_t at) const { return std::holds_alternative<Null>(columns_.at(at)); }
    std::size_t size() const { return columns_.size(); }

    friend bool operator==(Row const&, Row const&) = default;

private:
    std::vector<Column> columns_;
};
using Rows = std::vector<Row>;

}  // namespace mpaspor::sql
