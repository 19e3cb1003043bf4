#include "store/idempotency.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kClaimKey{"claim_key", R"sql(
    INSERT INTO idempotency (key, actor, body_hash, attempts, created) VALUES ($1, $2, $3, 1, $4)
    ON CONFLICT (key, actor) DO UPDATE SET attempts = idempotency.attempts + 1
    RETURNING attempts, body_hash, answer
)sql"};

constexpr sql::Statement kKeepAnswer{"keep_answer", R"sql(
    UPDATE idempotency SET answer = $3 WHERE key = $1 AND actor = $2 RETURNING attempts
)sql"};

constexpr sql::Statement kForgetOlder{"forget_older_keys", R"sql(
    DELETE FROM idempotency WHERE (key, actor) IN (
        SELECT key, actor FROM idempotency WHERE created < $1 ORDER BY created LIMIT $2)
    RETURNING attempts
)sql"};

}  // namespace

Result<ClaimedKey> claim_key(sql::Transaction& tx, std::string_view key, std::string_view actor,
                             std::span<std::byte const> body_hash, Instant now) {
    auto const row =
        TRY(tx.row(kClaimKey, {key, actor, body_hash, now.time_since_epoch().count()}));
    if (!row) return fail(Code::internal, "claim_key returned no row");
    ClaimedKey claimed{.attempts = row->integer(0), .body_hash = row->bytes(1), .answer = {}};
    if (!row->null(2)) claimed.answer = row->bytes(2);
    return claimed;
}

Result<void> keep_answer(sql::Transaction& tx, std::string_view key, std::string_view actor,
                         std::span<std::byte const> answer) {
    auto const row = TRY(tx.row(kKeepAnswer, {key, actor, answer}));
    if (!row) return fail(Code::internal, "keep_answer found no key");
    return {};
}

Result<std::int64_t> forget_older(sql::Transaction& tx, Instant before, std::int64_t max_rows) {
    auto const rows = TRY(tx.rows(kForgetOlder, {before.time_since_epoch().count(), max_rows}));
    return static_cast<std::int64_t>(rows.size());
}

}  // namespace mpaspor::store
