#include "store/timers.hpp"

#include "store/columns.hpp"

#include <array>
#include <utility>

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

constexpr sql::Statement kTake{"take_timer", R"sql(
    DELETE FROM timer WHERE due = $1 AND kind = $2 AND subject = $3 RETURNING subject
)sql"};

constexpr std::array<std::string_view, 4> kNames{"hold_end", "bill_deadline", "draft_warning",
                                                 "draft_end"};
static_assert(kNames.size() == std::to_underlying(TimerKind::draft_end) + std::size_t{1});

constexpr std::string_view name(TimerKind kind) {
    return kNames[std::to_underlying(kind)];
}

}  // namespace

Result<void> insert_timer(sql::Transaction& tx, Timer const& timer) {
    return tx.run(kInsert, {number(timer.due), name(timer.kind), timer.subject});
}

Result<bool> take_timer(sql::Transaction& tx, Timer const& timer) {
    auto const row = TRY(tx.row(kTake, {number(timer.due), name(timer.kind), timer.subject}));
    return row.has_value();
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
