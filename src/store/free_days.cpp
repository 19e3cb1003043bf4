#include "store/free_days.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kFreeDays{"free_days", R"sql(
    SELECT date, service_point, sum(capacity - taken) FROM seat
     WHERE service_point IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
                             $17, $18, $19, $20)
       AND pool = $21 AND date >= $22 AND date < $23
       AND (date > $24 OR (date = $24 AND service_point > $25))
       AND taken < capacity AND opens_at <= $26
     GROUP BY date, service_point
    HAVING sum(capacity - taken) >= $27
     ORDER BY date, service_point
     LIMIT $28
)sql"};

}  // namespace

Result<std::vector<FreeDay>> free_days(sql::Transaction& tx, FreeDaysWanted const& w) {
    static_assert(kFreeDaysPointsMax == 20);
    auto const p = [&](std::size_t i) { return w.points.at(i).value; };
    auto const rows = TRY(tx.rows(kFreeDays, {p(0),
                                              p(1),
                                              p(2),
                                              p(3),
                                              p(4),
                                              p(5),
                                              p(6),
                                              p(7),
                                              p(8),
                                              p(9),
                                              p(10),
                                              p(11),
                                              p(12),
                                              p(13),
                                              p(14),
                                              p(15),
                                              p(16),
                                              p(17),
                                              p(18),
                                              p(19),
                                              text(w.pool),
                                              number(w.from),
                                              number(w.until),
                                              number(w.after_date),
                                              w.after_point.value,
                                              number(w.now),
                                              std::int64_t{w.people},
                                              std::int64_t{w.most}}));
    std::vector<FreeDay> days;
    days.reserve(rows.size());
    for (sql::Row const& row : rows) {
        days.push_back(
            {local_date(row.integer(0)), {row.integer(1)}, static_cast<int>(row.integer(2))});
    }
    return days;
}

}  // namespace mpaspor::store
