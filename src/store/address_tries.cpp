#include "store/address_tries.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

using namespace std::chrono_literals;

constexpr sql::Statement kCount{"count_address_tries", R"sql(
    INSERT INTO address_try (bucket, window_start, codes, wrong) VALUES ($1, $2, $3, $4)
    ON CONFLICT (bucket) DO UPDATE
       SET codes = CASE WHEN address_try.window_start > $5 THEN address_try.codes ELSE 0 END
                   + excluded.codes,
           wrong = CASE WHEN address_try.window_start > $5 THEN address_try.wrong ELSE 0 END
                   + excluded.wrong,
           statuses = CASE WHEN address_try.window_start > $5 THEN address_try.statuses ELSE 0 END,
           window_start = CASE WHEN address_try.window_start > $5 THEN address_try.window_start
                               ELSE excluded.window_start END
    RETURNING window_start, codes, wrong
)sql"};
constexpr sql::Statement kLoad{"address_tries", R"sql(
    SELECT window_start, codes, wrong FROM address_try WHERE bucket = $1 AND window_start > $2
)sql"};
constexpr sql::Statement kForget{"forget_address_tries", R"sql(
    DELETE FROM address_try WHERE bucket IN
        (SELECT bucket FROM address_try WHERE window_start <= $1 LIMIT $2)
)sql"};

AddressTries read(sql::Row const& row) {
    return {instant(row.integer(0)), row.integer(1), row.integer(2)};
}

}  // namespace

Result<AddressTries> count_address_tries(sql::Transaction& tx, std::int64_t bucket,
                                         std::int64_t codes, std::int64_t wrong, Instant now) {
    auto const row = TRY(tx.row(kCount, {bucket, number(now), codes, wrong, number(now - 1h)}));
    if (!row) return fail(Code::internal, "a try was not counted");
    return read(*row);
}

Result<AddressTries> address_tries(sql::Transaction& tx, std::int64_t bucket, Instant now) {
    auto const row = TRY(tx.row(kLoad, {bucket, number(now - 1h)}));
    if (!row) return AddressTries{};
    return read(*row);
}

Result<void> forget_address_tries(sql::Transaction& tx, Instant now, int most) {
    return tx.run(kForget, {number(now - 1h), std::int64_t{most}});
}

}  // namespace mpaspor::store
