#pragma once

#include "app/context.hpp"
#include "base/crypto.hpp"
#include "sql/connection.hpp"
#include "store/accounts.hpp"

#include <optional>

namespace mpaspor::app {

struct SignIn {
    Digest contact_index;
    Digest code_hash;
    Digest token_hash;     ///< Of the session's token, which only the client has.
    AccountId fresh;       ///< The account's id, if there is none for this contact yet,
    Bytes sealed_contact;  ///< and what it keeps: sealed under "account/<fresh>".
};

/// How it went. A wrong code is an outcome, not an error: it uses up an attempt, and that is kept.
struct SignedIn {
    std::optional<Code> refusal = {};  ///< sign_in_code_wrong or sign_in_code_expired.
    int attempts_left = 0;
    AccountId account = {};
    Instant expires_at = {};  ///< Of the session.
};

/// Opens a session for whoever knows the code that was sent last, and an account at the first time.
Result<SignedIn> sign_in(sql::Transaction& tx, Context const& context, SignIn const& input);

/// The session of a token, if it has not ended. A query.
Result<std::optional<store::Session>> find_session(sql::Transaction& tx, Digest const& token_hash,
                                                   Instant now);

/// The account's contact, as it was sealed, and its id. Queries.
Result<std::optional<store::Account>> find_account(sql::Transaction& tx,
                                                   Digest const& contact_index);
Result<store::Account> read_account(sql::Transaction& tx, Context const& context);

/// Ends one session. Fine when it has ended already.
Result<void> sign_out(sql::Transaction& tx, Context const& context, Digest const& token_hash);

}  // namespace mpaspor::app
