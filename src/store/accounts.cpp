#include "store/accounts.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kFindAccount{"find_account", R"sql(
    SELECT id, sealed, version FROM account WHERE contact_index = $1
)sql"};
constexpr sql::Statement kLoadAccount{"load_account", R"sql(
    SELECT id, sealed, version FROM account WHERE id = $1
)sql"};
constexpr sql::Statement kInsertAccount{"insert_account", R"sql(
    INSERT INTO account (id, contact_index, sealed, created, version) VALUES ($1, $2, $3, $4, $5)
)sql"};

constexpr sql::Statement kLoadCode{"load_sign_in_code", R"sql(
    SELECT code_hash, expires_at, attempts_left, sent, window_start FROM sign_in_code
     WHERE contact_index = $1
)sql"};
constexpr sql::Statement kSaveCode{"save_sign_in_code", R"sql(
    INSERT INTO sign_in_code (contact_index, code_hash, expires_at, attempts_left, sent,
                              window_start)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (contact_index) DO UPDATE
       SET code_hash = excluded.code_hash, expires_at = excluded.expires_at,
           attempts_left = excluded.attempts_left, sent = excluded.sent,
           window_start = excluded.window_start
)sql"};
constexpr sql::Statement kDeleteCode{"delete_sign_in_code", R"sql(
    DELETE FROM sign_in_code WHERE contact_index = $1
)sql"};

constexpr sql::Statement kInsertSession{"insert_session", R"sql(
    INSERT INTO session (token_hash, account_id, created, expires_at) VALUES ($1, $2, $3, $4)
)sql"};
constexpr sql::Statement kFindSession{"find_session", R"sql(
    SELECT account_id, created, expires_at FROM session WHERE token_hash = $1 AND expires_at > $2
)sql"};
constexpr sql::Statement kDeleteSession{"delete_session", R"sql(
    DELETE FROM session WHERE token_hash = $1
)sql"};
constexpr sql::Statement kDeleteEnded{"delete_ended_sessions", R"sql(
    DELETE FROM session WHERE token_hash IN
        (SELECT token_hash FROM session WHERE expires_at <= $1 LIMIT $2)
)sql"};

Account read_account(sql::Row const& row) {
    return {.id = {row.integer(0)}, .sealed = row.bytes(1), .version = row.integer(2)};
}

}  // namespace

Result<std::optional<Account>> find_account(sql::Transaction& tx, Digest const& contact_index) {
    auto const row = TRY(tx.row(kFindAccount, {contact_index}));
    if (!row) return std::nullopt;
    return read_account(*row);
}

Result<Account> load_account(sql::Transaction& tx, AccountId id) {
    auto const row = TRY(tx.row(kLoadAccount, {id.value}));
    if (!row) return fail(Code::not_signed_in);
    return read_account(*row);
}

Result<void> insert_account(sql::Transaction& tx, Account const& account,
                            Digest const& contact_index, Instant now) {
    auto const inserted = tx.run(kInsertAccount, {account.id.value, contact_index, account.sealed,
                                                  number(now), account.version});
    if (inserted || inserted.error().constraint != "account_contact_index") return inserted;
    return fail(Code::storage_conflict, "another account of this contact");
}

Result<std::optional<SignInCode>> load_sign_in_code(sql::Transaction& tx, Digest const& contact) {
    auto const row = TRY(tx.row(kLoadCode, {contact}));
    if (!row) return std::nullopt;
    return SignInCode{.contact_index = contact,
                      .code_hash = digest(row->bytes(0)),
                      .expires_at = instant(row->integer(1)),
                      .attempts_left = static_cast<int>(row->integer(2)),
                      .sent = static_cast<int>(row->integer(3)),
                      .window_start = instant(row->integer(4))};
}

Result<void> save_sign_in_code(sql::Transaction& tx, SignInCode const& code) {
    return tx.run(kSaveCode, {code.contact_index, code.code_hash, number(code.expires_at),
                              std::int64_t{code.attempts_left}, std::int64_t{code.sent},
                              number(code.window_start)});
}

Result<void> delete_sign_in_code(sql::Transaction& tx, Digest const& contact) {
    return tx.run(kDeleteCode, {contact});
}

Result<void> insert_session(sql::Transaction& tx, Session const& session) {
    return tx.run(kInsertSession, {session.token_hash, session.account.value,
                                   number(session.created), number(session.expires_at)});
}

Result<std::optional<Session>> find_session(sql::Transaction& tx, Digest const& token_hash,
                                            Instant now) {
    auto const row = TRY(tx.row(kFindSession, {token_hash, number(now)}));
    if (!row) return std::nullopt;
    return Session{.token_hash = token_hash,
                   .account = {row->integer(0)},
                   .created = instant(row->integer(1)),
                   .expires_at = instant(row->integer(2))};
}

Result<void> delete_session(sql::Transaction& tx, Digest const& token_hash) {
    return tx.run(kDeleteSession, {token_hash});
}

Result<void> delete_ended_sessions(sql::Transaction& tx, Instant now, int most) {
    return tx.run(kDeleteEnded, {number(now), std::int64_t{most}});
}

}  // namespace mpaspor::store
