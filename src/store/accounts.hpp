#pragma once
/// Accounts and their contacts, the one-time codes that confirm these, and sessions.

#include "base/crypto.hpp"
#include "sql/connection.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpaspor::store {

struct Account {
    AccountId id;
    std::int64_t version = 1;  ///< Changes so far, for their audit.
};
/// Errors: not_signed_in (there is no such account any more).
Result<Account> load_account(sql::Transaction& tx, AccountId id);
Result<void> insert_account(sql::Transaction& tx, AccountId id, Instant now);
/// One more change of this account: gives its number. Until the transaction ends nobody else
/// changes its contacts. Errors: not_signed_in.
Result<std::int64_t> next_account_version(sql::Transaction& tx, AccountId id);

/// Where an account is reached, confirmed by a code. It belongs to one account in the country.
struct Contact {
    Digest index;  ///< Blind.
    Bytes sealed;  ///< Under the key and for the place "account/<id>".
    Instant confirmed;
};
/// The account of a contact.
Result<std::optional<AccountId>> find_account(sql::Transaction& tx, Digest const& contact_index);
/// Oldest first: the first is where notices go.
Result<std::vector<Contact>> contacts_of(sql::Transaction& tx, AccountId account);
/// Errors: contact_in_use.
Result<void> insert_contact(sql::Transaction& tx, AccountId account, Contact const& contact);
/// Errors: contact_not_found (the account has no such contact).
Result<void> delete_contact(sql::Transaction& tx, AccountId account, Digest const& contact_index);

struct SignInCode {
    Digest contact_index, code_hash;
    Instant expires_at;
    int attempts_left = 0;
    int sent = 0;  ///< Within the hour that began at window_start.
    Instant window_start;
};
Result<std::optional<SignInCode>> load_sign_in_code(sql::Transaction& tx, Digest const& contact);
Result<void> save_sign_in_code(sql::Transaction& tx, SignInCode const& code);
/// Forgets codes that opened nothing any more at `now` and whose hour is over, at most `most`.
Result<void> forget_sign_in_codes(sql::Transaction& tx, Instant now, int most);

struct Session {
    Digest token_hash;
    AccountId account;
    Instant created, expires_at;
    std::string device = "other";  ///< One of a short list.
    Instant last_used = {};        ///< To the hour.
};
Result<void> insert_session(sql::Transaction& tx, Session const& session);
/// One that has not ended at `now`.
Result<std::optional<Session>> find_session(sql::Transaction& tx, Digest const& token_hash,
                                            Instant now);
/// An account's, begun last first, at most `most`; those that have not ended at `now`.
Result<std::vector<Session>> sessions_of(sql::Transaction& tx, AccountId account, Instant now,
                                         int most);
/// Notes a use, unless one was noted at or after `unless_since`.
Result<void> touch_session(sql::Transaction& tx, Digest const& token_hash, Instant now,
                           Instant unless_since);
Result<void> delete_session(sql::Transaction& tx, Digest const& token_hash);
/// Errors: session_not_found (not one of this account).
Result<void> delete_session_of(sql::Transaction& tx, AccountId account, Digest const& token_hash);
/// All of an account but one.
Result<void> delete_other_sessions(sql::Transaction& tx, AccountId account, Digest const& kept);
Result<void> delete_sessions_of(sql::Transaction& tx, AccountId account);
/// The oldest of an account, so that at most `most` are left.
Result<void> delete_surplus_sessions(sql::Transaction& tx, AccountId account, std::int64_t most);
/// Those that ended before `now`, at most `most`.
Result<void> delete_ended_sessions(sql::Transaction& tx, Instant now, int most);

}  // namespace mpaspor::store
