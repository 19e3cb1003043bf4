#pragma once
/// Between the values of sql/statement.hpp and those of libpq. Only for postgres.cpp.

#include "sql/statement.hpp"

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

struct pg_result;  // libpq's PGresult.

namespace mpaspor::sql {

/// The arguments of one call as libpq takes them: arrays side by side. A connection keeps one and
/// fills it again for each call, so that in the long run nothing is allocated.
class PostgresArguments {
public:
    /// Bytes are borrowed until the call is over. Errors: malformed_text.
    Result<void> fill(Statement const& statement, std::initializer_list<Argument> arguments);

    int count() const { return static_cast<int>(values_.size()); }
    char const* const* values() const { return values_.data(); }
    int const* lengths() const { return lengths_.data(); }
    int const* formats() const { return formats_.data(); }

private:
    void add(char const* value, std::size_t length, int format);
    void add_text(std::string_view text);

    std::string texts_;  ///< Those that are sent as text, each with a NUL behind it.
    std::vector<char const*> values_;
    std::vector<int> lengths_, formats_;
};

/// `result` is in text format.
Rows rows_of(pg_result const* result);

}  // namespace mpaspor::sql
