// docs/privacy.md says of every table what it is for and how long it is kept.
#include "testing/databases.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

using namespace mpaspor;

namespace {

std::string page() {
    std::ifstream file{std::string{MPASPOR_SOURCE_DIR} + "/docs/privacy.md"};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// The first cell of each row that is a name in backquotes.
std::set<std::string> described(std::string const& page) {
    std::set<std::string> tables;
    constexpr std::string_view kBegin = "\n| `";
    for (auto at = page.find(kBegin); at != std::string::npos; at = page.find(kBegin, at + 1)) {
        auto const from = at + kBegin.size();
        tables.insert(page.substr(from, page.find('`', from) - from));
    }
    return tables;
}

std::set<std::string> tables_of(sql::Connection& database) {
    auto const rows = database
                          .run({"tables",
                                "SELECT name FROM sqlite_master WHERE type = 'table'"
                                " AND name NOT LIKE 'sqlite_%'"},
                               {})
                          .value();
    std::set<std::string> tables;
    for (auto const& row : rows) tables.insert(row.text(0));
    return tables;
}

std::vector<std::string> missing(std::set<std::string> const& from,
                                 std::set<std::string> const& in) {
    std::vector<std::string> found;
    std::ranges::set_difference(in, from, std::back_inserter(found));
    return found;
}

}  // namespace

TEST_CASE("7: every table of the schema is described in docs/privacy.md, and no other") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        if (database.engine() != sql::Engine::sqlite) return;
        auto const tables = tables_of(database);
        auto const rows = described(page());
        CHECK(missing(rows, tables) == std::vector<std::string>{});
        CHECK(missing(tables, rows) == std::vector<std::string>{});
    });
}

TEST_CASE("7: a table that nobody described is found") {
    testing::on_each_migrated_database([](sql::Connection& database) {
        if (database.engine() != sql::Engine::sqlite) return;
        database.script("CREATE TABLE diary (page TEXT)").value();
        CHECK(missing(described(page()), tables_of(database)) == std::vector<std::string>{"diary"});
    });
}
