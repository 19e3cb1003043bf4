#include "store/idempotency.hpp"

#include "base/crypto.hpp"

#include <array>
#include <chrono>
#include <string>

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

constexpr sql::Statement kForget{"forget_keys", R"sql(
    DELETE FROM idempotency WHERE (key, actor) IN (
        SELECT key, actor FROM idempotency WHERE key >= $1 AND key < $2 AND created < $3
         ORDER BY key LIMIT $4)
    RETURNING attempts
)sql"};

/// How UUIDv7 begin that are made at `at`: 48 bits of milliseconds.
std::string first_key_of(Instant at) {
    auto const ms = std::chrono::floor<std::chrono::milliseconds>(at).time_since_epoch().count();
    std::array<std::byte, 6> time{};
    for (std::size_t i = 0; i < time.size(); ++i) {
        time.at(i) = static_cast<std::byte>(ms >> (40 - 8 * static_cast<int>(i)));
    }
    auto const hex = to_hex(time);
    return hex.substr(0, 8) + '-' + hex.substr(8);
}

/// Behind every key, as these are hexadecimal.
constexpr std::string_view kBehindAll = "g";
/// A client's clock that is further ahead than this is wrong.
constexpr std::chrono::hours kAheadMax{48};

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
    auto const created = before.time_since_epoch().count();
    auto const honest = first_key_of(before), ahead = first_key_of(before + kAheadMax);
    auto const old = TRY(tx.rows(kForget, {std::string_view{}, honest, created, max_rows}));
    auto const count = static_cast<std::int64_t>(old.size());
    auto const odd = TRY(tx.rows(kForget, {ahead, kBehindAll, created, max_rows - count}));
    return count + static_cast<std::int64_t>(odd.size());
}

}  // namespace mpaspor::store
