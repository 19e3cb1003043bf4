#include "testing/places.hpp"

#include <string>

namespace mpaspor::testing {
namespace {

constexpr std::string_view kTables =
    "CREATE TABLE place (day INTEGER PRIMARY KEY, capacity BIGINT NOT NULL, taken BIGINT NOT NULL,"
    "    CONSTRAINT place_taken CHECK (taken <= capacity));"
    "CREATE TABLE owing (day INTEGER NOT NULL,"
    "    CONSTRAINT owing_parent FOREIGN KEY (day) REFERENCES place (day)"
    "    DEFERRABLE INITIALLY DEFERRED);"
    "INSERT INTO place VALUES (1, 0, 0), (2, 0, 0)";

constexpr sql::Statement kOpen{"open_places", "UPDATE place SET capacity = $1"};
constexpr sql::Statement kTake{"take_place", R"sql(
    UPDATE place SET taken = taken + 1 WHERE day = $1 AND taken < capacity RETURNING taken
)sql"};
constexpr sql::Statement kOwe{"owe", "INSERT INTO owing (day) VALUES (99)"};
constexpr sql::Statement kTaken{"places_taken", "SELECT taken FROM place WHERE day = $1"};

std::int64_t day_of(booking::SeatKey const& key) {
    return key.service_point.value;
}

}  // namespace

Result<void> make_places(sql::Connection& connection, std::int64_t capacity) {
    TRY(connection.script(kTables));
    TRY(connection.run(kOpen, {capacity}));
    return {};
}

booking::SeatKey place_on(int day) {
    booking::SeatKey key{};
    key.service_point = {day};
    return key;
}

Result<void> take_place(sql::Transaction& tx, int day) {
    auto const row = TRY(tx.row(kTake, {std::int64_t{day}}));
    if (!row) return fail(Code::slot_full);
    return {};
}

Result<void> owe_a_parent(sql::Transaction& tx) {
    return tx.run(kOwe, {});
}

Result<void> lock_places(sql::Transaction& tx, std::span<booking::SeatKey const> keys) {
    std::string text = "SELECT day FROM place WHERE day IN (0";
    for (auto const& key : keys) text += ',' + std::to_string(day_of(key));
    text += ") ORDER BY day FOR UPDATE";
    return tx.run({"lock_places", text}, {});
}

std::int64_t places_taken(sql::Connection& connection, int day) {
    return connection.run(kTaken, {std::int64_t{day}}).value().at(0).integer(0);
}

}  // namespace mpaspor::testing
