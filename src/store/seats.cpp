#include "store/seats.hpp"

#include "base/text.hpp"
#include "store/columns.hpp"

#include <array>
#include <string>

namespace mpaspor::store {
namespace {

using booking::Seat;
using booking::SeatKey;

/// One place, or no row. The WHERE makes overselling impossible whatever the isolation level; the
/// CHECK seat_never_oversold is the second line.
constexpr sql::Statement kTake{"take_seat", R"sql(
    UPDATE seat SET taken = taken + 1, sequence = sequence + 1, version = version + 1
     WHERE service_point = $1 AND date = $2 AND pool = $3 AND slot = $4
       AND taken < capacity AND opens_at <= $5
    RETURNING sequence, version, taken, granted, capacity
)sql"};

constexpr sql::Statement kGrant{"grant_seat", R"sql(
    UPDATE seat SET granted = granted + CASE WHEN taken < capacity THEN 0 ELSE 1 END,
                    taken = taken + 1, sequence = sequence + 1, version = version + 1
     WHERE service_point = $1 AND date = $2 AND pool = $3 AND slot = $4
    RETURNING sequence, version, taken, granted, capacity
)sql"};

constexpr sql::Statement kReturn{"return_seat", R"sql(
    UPDATE seat SET taken = taken - 1, granted = granted - CASE WHEN granted > 0 THEN 1 ELSE 0 END,
                    version = version + 1
     WHERE service_point = $1 AND date = $2 AND pool = $3 AND slot = $4 AND taken > 0
    RETURNING sequence, version, taken, granted, capacity
)sql"};

constexpr sql::Statement kCapacity{"set_capacity", R"sql(
    UPDATE seat SET capacity = $5, granted = CASE WHEN taken > $5 THEN taken - $5 ELSE 0 END,
                    by_hand = 1, version = version + 1
     WHERE service_point = $1 AND date = $2 AND pool = $3 AND slot = $4
    RETURNING sequence, version, taken, granted, capacity
)sql"};

constexpr sql::Statement kOpen{"open_seat", R"sql(
    INSERT INTO seat (service_point, date, pool, slot, capacity, version, opens_at)
    VALUES ($1, $2, $3, $4, $5, 1, $6)
    ON CONFLICT (service_point, date, pool, slot) DO UPDATE
       SET opens_at = excluded.opens_at, capacity = excluded.capacity,
           granted = CASE WHEN seat.taken > excluded.capacity
                          THEN seat.taken - excluded.capacity ELSE 0 END,
           version = seat.version + 1
    RETURNING sequence, version, taken, granted, capacity
)sql"};

constexpr sql::Statement kEvent{"seat_event", R"sql(
    INSERT INTO seat_event (service_point, date, pool, slot, version, kind, application_id, taken,
                            granted, capacity, at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
)sql"};

constexpr sql::Statement kLook{"look_at_seat", R"sql(
    SELECT taken, capacity, opens_at FROM seat
     WHERE service_point = $1 AND date = $2 AND pool = $3 AND slot = $4
)sql"};

constexpr sql::Statement kRows{"seat_rows", R"sql(
    SELECT date, slot, capacity, granted, taken, sequence, version, opens_at, by_hand FROM seat
     WHERE service_point = $1 AND pool = $2 AND date >= $3 AND date < $4
     ORDER BY date, slot
)sql"};

constexpr sql::Statement kLastDay{"last_day", R"sql(
    SELECT date FROM seat WHERE service_point = $1 ORDER BY date DESC LIMIT 1
)sql"};

constexpr sql::Statement kNearest{"nearest_free", R"sql(
    SELECT date, slot, capacity, granted, taken, sequence, version, opens_at, by_hand FROM seat
     WHERE service_point = $1 AND pool = $2 AND date >= $3 AND date < $4
       AND taken < capacity AND opens_at <= $5
     ORDER BY abs(date - $6), date, abs(slot - $7), slot
     LIMIT $8
)sql"};

constexpr sql::Statement kNearestOpen{"nearest_open", R"sql(
    SELECT date, slot FROM seat
     WHERE service_point = $1 AND pool = $2 AND date >= $3 AND date < $4 AND capacity > 0
     ORDER BY abs(date - $5), date, abs(slot - $6), slot
     LIMIT 1
)sql"};

/// By the keys of the rows, since events lie in the order of those and have no other index.
constexpr sql::Statement kEventsOf{"seat_events_of", R"sql(
    SELECT e.service_point, e.date, e.pool, e.slot, e.version, e.kind, e.taken, e.granted,
           e.capacity, e.at
      FROM (SELECT service_point, date, pool, slot FROM bill WHERE application_id = $1
            UNION
            SELECT service_point, date, pool, slot FROM live_application
             WHERE id = $1 AND service_point IS NOT NULL) AS place
      JOIN seat_event e
        ON e.service_point = place.service_point AND e.date = place.date
       AND e.pool = place.pool AND e.slot = place.slot
     WHERE e.application_id = $1
     ORDER BY e.at, e.service_point, e.date, e.pool, e.slot, e.version
     LIMIT $2
)sql"};

/// For PostgreSQL alone; arrays, so that one prepared statement serves any number of rows.
constexpr sql::Statement kLock{"lock_seats", R"sql(
    SELECT 1 FROM seat
      JOIN unnest($1::bigint[], $2::integer[], $3::text[], $4::integer[])
           AS wanted (service_point, date, pool, slot) USING (service_point, date, pool, slot)
     ORDER BY service_point, date, pool COLLATE "C", slot
       FOR NO KEY UPDATE OF seat
)sql"};

/// What kTake .. kOpen return, kept as an event.
Result<Seat> changed(sql::Transaction& tx, SeatKey const& key, std::string_view kind,
                     sql::Row const& row, SeatUse const& use) {
    TRY(tx.run(kEvent, {key.service_point.value, number(key.date), text(key.pool), number(key.slot),
                        row.integer(1), kind, use.application.value, row.integer(2), row.integer(3),
                        row.integer(4), number(use.now)}));
    return Seat{key, row.integer(0)};
}

/// Why nobody could take a seat there.
Result<Seat> refusal(sql::Transaction& tx, SeatKey const& key, Instant now) {
    auto const row = TRY(tx.row(
        kLook, {key.service_point.value, number(key.date), text(key.pool), number(key.slot)}));
    if (!row) return fail(Code::day_not_found);
    if (row->integer(1) == 0) return fail(Code::day_closed);
    auto const opens_at = instant(row->integer(2));
    if (opens_at > now) {
        return refuse(Code::not_yet_open, "", {{"opens_at", instant_text(opens_at)}});
    }
    return fail(Code::slot_full);
}

SeatRow seat_row(ServicePointId point, booking::Pool pool, sql::Row const& row) {
    return {.key = {.service_point = point,
                    .date = local_date(row.integer(0)),
                    .pool = pool,
                    .slot = minutes(row.integer(1))},
            .capacity = static_cast<int>(row.integer(2)),
            .granted = static_cast<int>(row.integer(3)),
            .taken = static_cast<int>(row.integer(4)),
            .sequence = row.integer(5),
            .version = row.integer(6),
            .opens_at = instant(row.integer(7)),
            .by_hand = row.integer(8) != 0};
}

}  // namespace

Result<Seat> take_seat(sql::Transaction& tx, SeatKey const& key, SeatUse const& use) {
    auto const row = TRY(tx.row(kTake, {key.service_point.value, number(key.date), text(key.pool),
                                        number(key.slot), number(use.now)}));
    if (!row) return refusal(tx, key, use.now);
    return changed(tx, key, "taken", *row, use);
}

Result<Seat> grant_seat(sql::Transaction& tx, SeatKey const& key, SeatUse const& use) {
    auto const row = TRY(tx.row(
        kGrant, {key.service_point.value, number(key.date), text(key.pool), number(key.slot)}));
    if (!row) return fail(Code::day_not_found);
    return changed(tx, key, "granted", *row, use);
}

Result<void> return_seat(sql::Transaction& tx, SeatKey const& key, SeatUse const& use) {
    auto const row = TRY(tx.row(
        kReturn, {key.service_point.value, number(key.date), text(key.pool), number(key.slot)}));
    if (!row) return fail(Code::internal, "returned a seat that nobody holds");
    TRY(changed(tx, key, "returned", *row, use));
    return {};
}

Result<Seat> move_seat(sql::Transaction& tx, SeatKey const& from, SeatKey const& to,
                       SeatUse const& use) {
    // To the same row one would give back first and so take a place that was never free.
    if (from == to) return fail(Code::internal, "moved a seat to where it is");
    if (from < to) {
        TRY(return_seat(tx, from, use));
        return take_seat(tx, to, use);
    }
    auto const seat = TRY(take_seat(tx, to, use));
    TRY(return_seat(tx, from, use));
    return seat;
}

Result<void> set_capacity(sql::Transaction& tx, SeatKey const& key, int capacity,
                          SeatUse const& use) {
    auto const row =
        TRY(tx.row(kCapacity, {key.service_point.value, number(key.date), text(key.pool),
                               number(key.slot), std::int64_t{capacity}}));
    if (!row) return fail(Code::day_not_found);
    TRY(changed(tx, key, "capacity", *row, use));
    return {};
}

Result<void> open_seat(sql::Transaction& tx, SeatKey const& key, int capacity, Instant opens_at,
                       SeatUse const& use) {
    auto const row =
        TRY(tx.row(kOpen, {key.service_point.value, number(key.date), text(key.pool),
                           number(key.slot), std::int64_t{capacity}, number(opens_at)}));
    if (!row) return fail(Code::internal, "a seat row was not made");
    TRY(changed(tx, key, row->integer(1) == 1 ? "opened" : "capacity", *row, use));
    return {};
}

Result<std::vector<SeatRow>> seat_rows(sql::Transaction& tx, ServicePointId point,
                                       booking::Pool pool, LocalDate from, LocalDate until) {
    auto const found = TRY(tx.rows(kRows, {point.value, text(pool), number(from), number(until)}));
    std::vector<SeatRow> rows;
    rows.reserve(found.size());
    for (sql::Row const& row : found) rows.push_back(seat_row(point, pool, row));
    return rows;
}

Result<std::vector<SeatEvent>> seat_events_of(sql::Transaction& tx, ApplicationId application,
                                              int most) {
    auto const rows = TRY(tx.rows(kEventsOf, {application.value, std::int64_t{most}}));
    std::vector<SeatEvent> events;
    for (sql::Row const& row : rows) {
        events.push_back({.key = {.service_point = {row.integer(0)},
                                  .date = local_date(row.integer(1)),
                                  .pool = booking::pool_from_text(row.text(2)).value(),
                                  .slot = minutes(row.integer(3))},
                          .version = row.integer(4),
                          .kind = row.text(5),
                          .taken = static_cast<int>(row.integer(6)),
                          .granted = static_cast<int>(row.integer(7)),
                          .capacity = static_cast<int>(row.integer(8)),
                          .at = instant(row.integer(9))});
    }
    return events;
}

Result<std::optional<LocalDate>> last_day(sql::Transaction& tx, ServicePointId point) {
    auto const row = TRY(tx.row(kLastDay, {point.value}));
    if (!row) return std::nullopt;
    return local_date(row->integer(0));
}

Result<std::vector<SeatRow>> nearest_free(sql::Transaction& tx, SeatKey const& near, LocalDate from,
                                          LocalDate until, Instant now, int most) {
    auto const found = TRY(
        tx.rows(kNearest, {near.service_point.value, text(near.pool), number(from), number(until),
                           number(now), number(near.date), number(near.slot), std::int64_t{most}}));
    std::vector<SeatRow> rows;
    for (sql::Row const& row : found) rows.push_back(seat_row(near.service_point, near.pool, row));
    return rows;
}

Result<std::optional<SeatKey>> nearest_open(sql::Transaction& tx, SeatKey const& near,
                                            LocalDate from, LocalDate until) {
    auto const row =
        TRY(tx.row(kNearestOpen, {near.service_point.value, text(near.pool), number(from),
                                  number(until), number(near.date), number(near.slot)}));
    if (!row) return std::nullopt;
    auto key = near;
    key.date = local_date(row->integer(0));
    key.slot = minutes(row->integer(1));
    return key;
}

Result<void> lock_seats(sql::Transaction& tx, std::span<SeatKey const> keys) {
    if (keys.empty() || tx.engine() == sql::Engine::sqlite) return {};
    std::array<std::string, 4> columns;
    for (SeatKey const& key : keys) {
        std::array const values{std::to_string(key.service_point.value),
                                std::to_string(number(key.date)), std::string{text(key.pool)},
                                std::to_string(number(key.slot))};
        for (std::size_t i = 0; i < values.size(); ++i) {
            columns[i] += (columns[i].empty() ? "" : ",") + values[i];
        }
    }
    for (auto& column : columns) column = '{' + column + '}';
    TRY(tx.rows(kLock, {columns[0], columns[1], columns[2], columns[3]}));
    return {};
}

}  // namespace mpaspor::store
