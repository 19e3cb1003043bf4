#pragma once
/// Accounts, the one-time codes that open them, and their sessions.

#include "base/crypto.hpp"
#include "sql/connection.hpp"

#include <optional>

namespace mpaspor::store {

struct Account {
    AccountId id;
    Bytes sealed;  ///< The contact, under the key "account/<id>".
    std::int64_t version = 1;
};
Result<std::optional<Account>> find_account(sql::Transaction& tx, Digest const& contact_index);
/// Errors: not_signed_in (there is no such account any more).
Result<Account> load_account(sql::Transaction& tx, AccountId id);
/// Errors: storage_conflict, when another made an account for this contact first.
Result<void> insert_account(sql::Transaction& tx, Account const& account,
                            Digest const& contact_index, Instant now);

struct SignInCode {
    Digest contact_index, code_hash;
    Instant expires_at;
    int attempts_left = 0;
    int sent = 0;  ///< Within the hour that began at window_start.
    Instant window_start;
};
Result<std::optional<SignInCode>> load_sign_in_code(sql::Transaction& tx, Digest const& contact);
Result<void> save_sign_in_code(sql::Transaction& tx, SignInCode const& code);
Result<void> delete_sign_in_code(sql::Transaction& tx, Digest const& contact);

struct Session {
    Digest token_hash;
    AccountId account;
    Instant created, expires_at;
};
Result<void> insert_session(sql::Transaction& tx, Session const& session);
/// One that has not ended at `now`.
Result<std::optional<Session>> find_session(sql::Transaction& tx, Digest const& token_hash,
                                            Instant now);
Result<void> delete_session(sql::Transaction& tx, Digest const& token_hash);
/// Those that ended before `now`, at most `most`.
Result<void> delete_ended_sessions(sql::Transaction& tx, Instant now, int most);

}  // namespace mpaspor::store
