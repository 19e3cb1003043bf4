#include "store/status_tries.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kCount{"count_status_check", R"sql(
    INSERT INTO status_try (number_index, date, tries) VALUES ($1, $2, 1)
    ON CONFLICT (number_index, date) DO UPDATE SET tries = status_try.tries + 1
    RETURNING tries
)sql"};

constexpr sql::Statement kAddress{"count_address_status", R"sql(
    INSERT INTO address_try (bucket, window_start, codes, wrong, statuses) VALUES ($1, $2, 0, 0, 1)
    ON CONFLICT (bucket) DO UPDATE
       SET codes = CASE WHEN address_try.window_start > $3 THEN address_try.codes ELSE 0 END,
           wrong = CASE WHEN address_try.window_start > $3 THEN address_try.wrong ELSE 0 END,
           statuses = CASE WHEN address_try.window_start > $3 THEN address_try.statuses ELSE 0 END
                      + 1,
           window_start = CASE WHEN address_try.window_start > $3 THEN address_try.window_start
                               ELSE excluded.window_start END
    RETURNING window_start, statuses
)sql"};

constexpr sql::Statement kForget{"forget_status_tries", R"sql(
    DELETE FROM status_try
     WHERE date < $1 AND (number_index, date) IN (SELECT number_index, date FROM status_try
                                                   WHERE date < $1 LIMIT $2)
    RETURNING date
)sql"};

}  // namespace

Result<int> count_status_check(sql::Transaction& tx, Digest const& number_index, LocalDate date) {
    auto const row = TRY(tx.row(kCount, {number_index, number(date)}));
    if (!row) return fail(Code::internal, "a try was not counted");
    return static_cast<int>(row->integer(0));
}

Result<AddressStatuses> count_address_status(sql::Transaction& tx, std::int64_t bucket,
                                             Instant now) {
    auto const row =
        TRY(tx.row(kAddress, {bucket, number(now), number(now - std::chrono::hours{1})}));
    if (!row) return fail(Code::internal, "a try was not counted");
    return AddressStatuses{instant(row->integer(0)), row->integer(1)};
}

Result<std::int64_t> forget_status_tries(sql::Transaction& tx, LocalDate date, int most) {
    auto const rows = TRY(tx.rows(kForget, {number(date), std::int64_t{most}}));
    return static_cast<std::int64_t>(rows.size());
}

}  // namespace mpaspor::store
