#include "store/accounts.hpp"
#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kInsert{"insert_session", R"sql(
    INSERT INTO session (token_hash, account_id, created, expires_at, device, last_used)
    VALUES ($1, $2, $3, $4, $5, $3)
)sql"};
constexpr sql::Statement kFind{"find_session", R"sql(
    SELECT token_hash, account_id, created, expires_at, device, last_used FROM session
     WHERE token_hash = $1 AND expires_at > $2
)sql"};
constexpr sql::Statement kOfAccount{"sessions_of", R"sql(
    SELECT token_hash, account_id, created, expires_at, device, last_used FROM session
     WHERE account_id = $1 AND expires_at > $2 ORDER BY created DESC, token_hash LIMIT $3
)sql"};
constexpr sql::Statement kTouch{"touch_session", R"sql(
    UPDATE session SET last_used = $2 WHERE token_hash = $1 AND last_used < $3
)sql"};
constexpr sql::Statement kDelete{"delete_session", R"sql(
    DELETE FROM session WHERE token_hash = $1
)sql"};
constexpr sql::Statement kDeleteOf{"delete_session_of", R"sql(
    DELETE FROM session WHERE token_hash = $1 AND account_id = $2 RETURNING created
)sql"};
constexpr sql::Statement kDeleteOthers{"delete_other_sessions", R"sql(
    DELETE FROM session WHERE account_id = $1 AND token_hash <> $2
)sql"};
constexpr sql::Statement kDeleteAll{"delete_sessions_of", R"sql(
    DELETE FROM session WHERE account_id = $1
)sql"};
constexpr sql::Statement kDeleteSurplus{"delete_surplus_sessions", R"sql(
    DELETE FROM session
     WHERE account_id = $1
       AND token_hash NOT IN (SELECT token_hash FROM session WHERE account_id = $1
                               ORDER BY created DESC, token_hash LIMIT $2)
)sql"};
constexpr sql::Statement kDeleteEnded{"delete_ended_sessions", R"sql(
    DELETE FROM session WHERE token_hash IN
        (SELECT token_hash FROM session WHERE expires_at <= $1 LIMIT $2)
)sql"};

Session read(sql::Row const& row) {
    auto const created = instant(row.integer(2));
    return {.token_hash = digest(row.bytes(0)),
            .account = {row.integer(1)},
            .created = created,
            .expires_at = instant(row.integer(3)),
            .device = row.text(4),
            .last_used = std::max(created, instant(row.integer(5)))};
}

}  // namespace

Result<void> insert_session(sql::Transaction& tx, Session const& session) {
    return tx.run(kInsert, {session.token_hash, session.account.value, number(session.created),
                            number(session.expires_at), session.device});
}

Result<std::optional<Session>> find_session(sql::Transaction& tx, Digest const& token_hash,
                                            Instant now) {
    auto const row = TRY(tx.row(kFind, {token_hash, number(now)}));
    if (!row) return std::nullopt;
    return read(*row);
}

Result<std::vector<Session>> sessions_of(sql::Transaction& tx, AccountId account, Instant now,
                                         int most) {
    auto const rows = TRY(tx.rows(kOfAccount, {account.value, number(now), std::int64_t{most}}));
    std::vector<Session> sessions;
    for (sql::Row const& row : rows) sessions.push_back(read(row));
    return sessions;
}

Result<void> touch_session(sql::Transaction& tx, Digest const& token_hash, Instant now,
                           Instant unless_since) {
    return tx.run(kTouch, {token_hash, number(now), number(unless_since)});
}

Result<void> delete_session(sql::Transaction& tx, Digest const& token_hash) {
    return tx.run(kDelete, {token_hash});
}

Result<void> delete_session_of(sql::Transaction& tx, AccountId account, Digest const& token_hash) {
    auto const row = TRY(tx.row(kDeleteOf, {token_hash, account.value}));
    if (!row) return fail(Code::session_not_found);
    return {};
}

Result<void> delete_other_sessions(sql::Transaction& tx, AccountId account, Digest const& kept) {
    return tx.run(kDeleteOthers, {account.value, kept});
}

Result<void> delete_sessions_of(sql::Transaction& tx, AccountId account) {
    return tx.run(kDeleteAll, {account.value});
}

Result<void> delete_surplus_sessions(sql::Transaction& tx, AccountId account, std::int64_t most) {
    return tx.run(kDeleteSurplus, {account.value, most});
}

Result<void> delete_ended_sessions(sql::Transaction& tx, Instant now, int most) {
    return tx.run(kDeleteEnded, {number(now), std::int64_t{most}});
}

}  // namespace mpaspor::store
