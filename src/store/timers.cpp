#include "store/timers.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kInsert{"insert_timer", R"sql(
    INSERT INTO timer (due, kind, subject) VALUES ($1, $2, $3)
    ON CONFLICT (due, kind, subject) DO NOTHING
)sql"};

constexpr sql::Statement kDelete{"delete_timer", R"sql(
    DELETE FROM timer WHERE due = $1 AND kind = $2 AND subject = $3
)sql"};

constexpr sql::Statement kDue{"due_timers", R"sql(
    SELECT due, subject FROM timer WHERE due <= $1 AND kind = $2 ORDER BY due, subject LIMIT $3
)sql"};

constexpr std::string_view name(TimerKind kind) {
    return kind == TimerKind::hold_end ? "hold_end" : "bill_deadline";
}

}  // namespace

Result<void> insert_timer(sql::Transaction& tx, Timer const& timer) {
    return tx.run(kInsert, {number(timer.due), name(timer.kind), timer.subject});
}

Result<void> delete_timer(sql::Transaction& tx, Timer const& timer) {
    return tx.run(kDelete, {number(timer.due), name(timer.kind), timer.subject});
}

Result<std::vector<Timer>> due_timers(sql::Transaction& tx, TimerKind kind, Instant now, int most) {
    auto const rows = TRY(tx.rows(kDue, {number(now), name(kind), std::int64_t{most}}));
    std::vector<Timer> timers;
    for (sql::Row const& row : rows) {
        timers.push_back({instant(row.integer(0)), kind, row.integer(1)});
    }
    return timers;
}

}  // namespace mpaspor::store
