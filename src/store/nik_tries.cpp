#include "store/nik_tries.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kCheck{"count_nik_check", R"sql(
    INSERT INTO nik_try (nik_index, date, checks) VALUES ($1, $2, 1)
    ON CONFLICT (nik_index, date) DO UPDATE SET checks = nik_try.checks + 1
    RETURNING checks
)sql"};

/// One statement, since it is on the way of every hold.
constexpr sql::Statement kHold{"count_hold", R"sql(
    INSERT INTO nik_try (nik_index, date, holds) VALUES ($1, $2, 1)
    ON CONFLICT (nik_index, date) DO UPDATE SET holds = nik_try.holds + 1
    RETURNING holds, (SELECT count(*) FROM nik_reservation r
                       WHERE r.nik_index = $1 AND r.account_id <> $3 AND r.until > $4)
)sql"};

constexpr sql::Statement kForget{"forget_nik_tries", R"sql(
    DELETE FROM nik_try
     WHERE date < $1 AND (nik_index, date) IN (SELECT nik_index, date FROM nik_try
                                                WHERE date < $1 LIMIT $2)
    RETURNING date
)sql"};

}  // namespace

Result<int> count_nik_check(sql::Transaction& tx, Digest const& nik_index, LocalDate date) {
    auto const row = TRY(tx.row(kCheck, {nik_index, number(date)}));
    if (!row) return fail(Code::internal, "a try was not counted");
    return static_cast<int>(row->integer(0));
}

Result<HoldTries> count_hold(sql::Transaction& tx, Digest const& nik_index, LocalDate date,
                             AccountId account, Instant now) {
    auto const row = TRY(tx.row(kHold, {nik_index, number(date), account.value, number(now)}));
    if (!row) return fail(Code::internal, "a hold was not counted");
    return HoldTries{static_cast<int>(row->integer(0)), row->integer(1) != 0};
}

Result<std::int64_t> forget_nik_tries(sql::Transaction& tx, LocalDate date, int most) {
    auto const rows = TRY(tx.rows(kForget, {number(date), std::int64_t{most}}));
    return static_cast<std::int64_t>(rows.size());
}

}  // namespace mpaspor::store
