#include "testing/contents.hpp"

#include <algorithm>

namespace mpaspor::testing {
namespace {

constexpr sql::Statement kTables{"tables", R"sql(
    SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
)sql"};
constexpr sql::Statement kTablesOfPostgres{"tables", R"sql(
    SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()
)sql"};

/// Of SQLite: one text made of all columns.
std::string columns_of(sql::Connection& connection, std::string const& table) {
    auto const text = "SELECT name FROM pragma_table_info('" + table + "')";
    std::string columns;
    auto const rows = connection.run({"columns", text}, {}).value();
    for (auto const& row : rows) {
        columns += (columns.empty() ? "quote(" : " || ' ' || quote(") + row.text(0) + ')';
    }
    return columns;
}

}  // namespace

std::vector<std::string> contents(sql::Connection& connection, std::string_view without) {
    bool const sqlite = connection.engine() == sql::Engine::sqlite;
    auto const tables = connection.run(sqlite ? kTables : kTablesOfPostgres, {}).value();
    std::string text;  // One statement for all.
    for (auto const& found : tables) {
        auto const& table = found.text(0);
        if (table == without) continue;
        auto const columns = sqlite ? columns_of(connection, table) : table + "::text";
        text += (text.empty() ? "SELECT '" : " UNION ALL SELECT '") + table + ": ' || " + columns +
                " FROM " + table;
    }
    std::vector<std::string> all;
    auto const rows = connection.run({"contents", text}, {}).value();
    for (auto const& row : rows) all.push_back(row.text(0));
    std::ranges::sort(all);
    return all;
}

}  // namespace mpaspor::testing
