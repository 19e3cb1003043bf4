#include "store/columns.hpp"
#include "store/differences.hpp"

#include <array>

namespace mpaspor::store {
namespace {

/// Each gives date, pool, slot, application, expected, found; of the rows of $1 from $2 to before
/// $3, at most $4.
constexpr auto kChecks = std::to_array<sql::Statement>({
    {"seat_versions", R"sql(
        SELECT date, pool, slot, 0, CAST(version AS TEXT),
               CAST(events AS TEXT) || ' events, ' || CAST(first AS TEXT) || ' to ' ||
               CAST(last AS TEXT)
          FROM (SELECT s.date, s.pool, s.slot, s.version, count(e.version) AS events,
                       COALESCE(min(e.version), 0) AS first, COALESCE(max(e.version), 0) AS last
                  FROM seat s LEFT JOIN seat_event e
                    ON e.service_point = s.service_point AND e.date = s.date AND e.pool = s.pool
                   AND e.slot = s.slot
                 WHERE s.service_point = $1 AND s.date >= $2 AND s.date < $3
                 GROUP BY s.date, s.pool, s.slot, s.version) AS counted
         WHERE events <> version OR last <> version OR first <> 1
         ORDER BY date, pool, slot LIMIT $4
    )sql"},
    {"seat_counters", R"sql(
        SELECT s.date, s.pool, s.slot, 0,
               CAST(e.taken AS TEXT) || ' taken, ' || CAST(e.granted AS TEXT) || ' granted of ' ||
               CAST(e.capacity AS TEXT),
               CAST(s.taken AS TEXT) || ' taken, ' || CAST(s.granted AS TEXT) || ' granted of ' ||
               CAST(s.capacity AS TEXT)
          FROM seat s JOIN seat_event e
            ON e.service_point = s.service_point AND e.date = s.date AND e.pool = s.pool
           AND e.slot = s.slot AND e.version = s.version
         WHERE s.service_point = $1 AND s.date >= $2 AND s.date < $3
           AND (e.taken <> s.taken OR e.granted <> s.granted OR e.capacity <> s.capacity)
         ORDER BY s.date, s.pool, s.slot LIMIT $4
    )sql"},
    {"seat_sequence", R"sql(
        SELECT date, pool, slot, 0, CAST(takings AS TEXT), CAST(sequence AS TEXT)
          FROM (SELECT s.date, s.pool, s.slot, s.sequence,
                       (SELECT count(*) FROM seat_event e
                         WHERE e.service_point = s.service_point AND e.date = s.date
                           AND e.pool = s.pool AND e.slot = s.slot
                           AND e.kind IN ('taken', 'granted')) AS takings
                  FROM seat s
                 WHERE s.service_point = $1 AND s.date >= $2 AND s.date < $3) AS counted
         WHERE takings <> sequence
         ORDER BY date, pool, slot LIMIT $4
    )sql"},
    {"seat_granted", R"sql(
        SELECT date, pool, slot, 0,
               CAST(CASE WHEN taken > capacity THEN taken - capacity ELSE 0 END AS TEXT),
               CAST(granted AS TEXT)
          FROM seat
         WHERE service_point = $1 AND date >= $2 AND date < $3
           AND granted <> CASE WHEN taken > capacity THEN taken - capacity ELSE 0 END
         ORDER BY date, pool, slot LIMIT $4
    )sql"},
    {"seat_steps", R"sql(
        SELECT date, pool, slot, application_id,
               kind || ' from ' || CAST(before AS TEXT), CAST(taken AS TEXT)
          FROM (SELECT date, pool, slot, version, kind, application_id, taken,
                       lag(taken, 1, 0) OVER (PARTITION BY date, pool, slot ORDER BY version)
                           AS before
                  FROM seat_event
                 WHERE service_point = $1 AND date >= $2 AND date < $3) AS steps
         WHERE taken - before <> CASE kind WHEN 'taken' THEN 1 WHEN 'granted' THEN 1
                                           WHEN 'returned' THEN -1 ELSE 0 END
         ORDER BY date, pool, slot, version LIMIT $4
    )sql"},
    {"seat_of_event", R"sql(
        SELECT e.date, e.pool, e.slot, 0, 'a seat row', CAST(count(*) AS TEXT) || ' events'
          FROM seat_event e LEFT JOIN seat s
            ON s.service_point = e.service_point AND s.date = e.date AND s.pool = e.pool
           AND s.slot = e.slot
         WHERE e.service_point = $1 AND e.date >= $2 AND e.date < $3 AND s.date IS NULL
         GROUP BY e.date, e.pool, e.slot
         ORDER BY e.date, e.pool, e.slot LIMIT $4
    )sql"},
    // Who used a place keeps it counted after the application has left it behind or ended.
    {"seat_holders", R"sql(
        SELECT date, pool, slot, 0, CAST(holders + spent AS TEXT), CAST(taken AS TEXT)
          FROM (SELECT s.date, s.pool, s.slot, s.taken,
                       (SELECT count(*) FROM live_application l
                         WHERE l.service_point = s.service_point AND l.date = s.date
                           AND l.pool = s.pool AND l.slot = s.slot) AS holders,
                       (SELECT count(*)
                          FROM (SELECT e.application_id AS id FROM seat_event e
                                 WHERE e.service_point = s.service_point AND e.date = s.date
                                   AND e.pool = s.pool AND e.slot = s.slot
                                   AND e.application_id <> 0
                                 GROUP BY e.application_id
                                HAVING sum(CASE e.kind WHEN 'returned' THEN -1 ELSE 1 END) = 1)
                               AS had
                          JOIN application a ON a.id = had.id
                          LEFT JOIN live_application l ON l.id = had.id
                         WHERE NOT (COALESCE(l.service_point, 0) = s.service_point
                                    AND COALESCE(l.date, -1) = s.date
                                    AND COALESCE(l.pool, '') = s.pool
                                    AND COALESCE(l.slot, -1) = s.slot)
                           AND COALESCE(l.state, a.state)
                               NOT IN ('draft', 'held', 'awaiting_payment', 'scheduled',
                                       'registered', 'expired', 'paid_unplaced', 'cancelled'))
                           AS spent
                  FROM seat s
                 WHERE s.service_point = $1 AND s.date >= $2 AND s.date < $3) AS counted
         WHERE holders + spent <> taken
         ORDER BY date, pool, slot LIMIT $4
    )sql"},
    {"seat_of_holder", R"sql(
        SELECT date, pool, slot, id, '1', CAST(takings AS TEXT)
          FROM (SELECT l.id, l.date, l.pool, l.slot,
                       (SELECT COALESCE(sum(CASE e.kind WHEN 'returned' THEN -1 ELSE 1 END), 0)
                          FROM seat_event e
                         WHERE e.service_point = l.service_point AND e.date = l.date
                           AND e.pool = l.pool AND e.slot = l.slot AND e.application_id = l.id)
                           AS takings
                  FROM live_application l
                 WHERE l.service_point = $1 AND l.date >= $2 AND l.date < $3) AS counted
         WHERE takings <> 1
         ORDER BY date, pool, slot, id LIMIT $4
    )sql"},
});

constexpr sql::Statement kRanges{"seat_ranges", R"sql(
    SELECT service_point, min(date), max(date)
      FROM (SELECT service_point, date FROM seat
            UNION SELECT service_point, date FROM seat_event
            UNION SELECT service_point, date FROM live_application
                   WHERE service_point IS NOT NULL) AS days
     GROUP BY service_point ORDER BY service_point
)sql"};

constexpr sql::Statement kCount{"count_seats", R"sql(
    SELECT count(*) FROM seat WHERE service_point = $1 AND date >= $2 AND date < $3
)sql"};

Difference difference(std::string_view check, ServicePointId point, sql::Row const& row) {
    return {.check = check,
            .seat = booking::SeatKey{.service_point = point,
                                     .date = local_date(row.integer(0)),
                                     .pool = booking::pool_from_text(row.text(1)).value(),
                                     .slot = minutes(row.integer(2))},
            .application = {row.integer(3)},
            .expected = row.text(4),
            .found = row.text(5)};
}

}  // namespace

Result<std::vector<SeatRange>> seat_ranges(sql::Transaction& tx) {
    auto const rows = TRY(tx.rows(kRanges, {}));
    std::vector<SeatRange> ranges;
    for (sql::Row const& row : rows) {
        ranges.push_back({.point = {row.integer(0)},
                          .from = local_date(row.integer(1)),
                          .until = local_date(row.integer(2) + 1)});
    }
    return ranges;
}

Result<Differences> seat_differences(sql::Transaction& tx, SeatRange const& range, int most) {
    Differences all;
    for (sql::Statement const& check : kChecks) {
        auto const rows = TRY(tx.rows(check, {range.point.value, number(range.from),
                                              number(range.until), std::int64_t{most}}));
        for (sql::Row const& row : rows) all.push_back(difference(check.name, range.point, row));
    }
    return all;
}

Result<std::int64_t> count_seats(sql::Transaction& tx, SeatRange const& range) {
    auto const row =
        TRY(tx.row(kCount, {range.point.value, number(range.from), number(range.until)}));
    return row->integer(0);
}

}  // namespace mpaspor::store
