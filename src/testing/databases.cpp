#include "testing/databases.hpp"

#include "store/migrations.hpp"
#include "testing/scratch_folder.hpp"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <string_view>
#include <tuple>

namespace mpaspor::testing {
namespace {

constexpr char const* kAddress = "MPASPOR_TEST_POSTGRES";

std::string variable(char const* name) {
    char const* const value = std::getenv(name);
    return value == nullptr ? "" : value;
}

/// The server may be shared with other runs, and a run before may have died.
std::string unused_name() {
    static std::atomic<int> made = 0;
    auto const started = std::chrono::steady_clock::now().time_since_epoch().count();
    return "test_" + std::to_string(::getpid()) + '_' + std::to_string(started) + '_' +
           std::to_string(++made);
}

}  // namespace

bool postgres_wanted() {
    if (!variable(kAddress).empty()) return true;
    if (variable("MPASPOR_SKIP_POSTGRES") == "1") return false;
    throw std::runtime_error{
        "MPASPOR_TEST_POSTGRES is not set: run the tests under tools/with_postgres, or leave "
        "PostgreSQL out with MPASPOR_SKIP_POSTGRES=1"};
}

PostgresSchema::PostgresSchema() : name_(unused_name()) {
    sql::open_postgres(variable(kAddress)).value()->script("CREATE SCHEMA " + name_).value();
}

PostgresSchema::~PostgresSchema() {
    auto const connection = sql::open_postgres(variable(kAddress));
    // One that stays behind disturbs nobody.
    if (connection) std::ignore = (*connection)->script("DROP SCHEMA " + name_ + " CASCADE");
}

std::string PostgresSchema::address() const {
    return variable(kAddress) + " options='-c search_path=" + name_ + "'";
}

std::unique_ptr<sql::Connection> PostgresSchema::connect() const {
    return sql::open_postgres(address()).value();
}

void on_each_empty_database(DatabaseTest const& test) {
    test(*sql::open_sqlite(":memory:").value());
    if (!postgres_wanted()) return;
    PostgresSchema const schema;
    test(*schema.connect());
}

void on_each_migrated_database(DatabaseTest const& test) {
    on_each_empty_database([&](sql::Connection& connection) {
        store::migrate(connection, {}).value();
        test(connection);
    });
}

void on_each_shared_database(std::function<void(std::string const& address)> const& test) {
    ScratchFolder const folder;
    test(folder.file("test.db"));
    if (!postgres_wanted()) return;
    PostgresSchema const schema;
    test(schema.address());
}

}  // namespace mpaspor::testing
