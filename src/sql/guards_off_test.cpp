#include "sql/guards_off.hpp"

#include "testing/databases.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using sql::Guard;

namespace {

constexpr sql::Statement kTake{"take_seat", R"sql(
    UPDATE place SET taken = taken + 1 WHERE id = $1
       AND taken < capacity AND id > 0 RETURNING taken
)sql"};
constexpr sql::Statement kRewritten{"take_seat", "SELECT 1"};

std::unique_ptr<sql::Connection> place_with_room_for_one() {
    auto connection = sql::open_sqlite(":memory:").value();
    connection
        ->script(
            "CREATE TABLE place (id INTEGER, capacity INTEGER, taken INTEGER);"
            "INSERT INTO place VALUES (1, 1, 0)")
        .value();
    return connection;
}

std::size_t places_taken(sql::Guards const& off) {
    sql::UnguardedConnection connection{place_with_room_for_one(), off};
    connection.run(kTake, {std::int64_t{1}}).value();
    return connection.run(kTake, {std::int64_t{1}}).value().size();
}

}  // namespace

TEST_CASE("guards off: a guard that is named is gone, and no other") {
    CHECK(places_taken({Guard::conditional_update}) == 1);
    CHECK(places_taken({}) == 0);
    CHECK(places_taken({Guard::deadline, Guard::version_guard}) == 0);
}

TEST_CASE("guards off: a statement that reads otherwise is refused, not run with its guard") {
    sql::UnguardedConnection connection{place_with_room_for_one(), {Guard::conditional_update}};
    auto const run = connection.run(kRewritten, {});
    REQUIRE(!run);
    CHECK(run.error().code == Code::storage_misused);
}

TEST_CASE("guards off: names are read, and unknown ones refused") {
    CHECK(sql::parse_guards("").value().empty());
    CHECK(sql::parse_guards("deadline,idempotency").value() ==
          sql::Guards{Guard::deadline, Guard::idempotency});
    auto const unknown = sql::parse_guards("deadline,watchdog");
    REQUIRE(!unknown);
    CHECK(unknown.error().code == Code::bad_configuration);
}
