#pragma once

#include "app/account/spend_code.hpp"
#include "app/context.hpp"
#include "base/crypto.hpp"
#include "sql/connection.hpp"
#include "store/accounts.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpaspor::app {

struct SignIn {
    EnteredCode code;
    Digest token_hash;         ///< Of the session's token, which only the client has.
    std::string device;        ///< One of a short list.
    AccountId fresh;           ///< The account's id, if there is none for this contact yet,
    Bytes sealed_contact;      ///< and its contact: sealed under "account/<fresh>".
    Bytes sealed_notice = {};  ///< For the other contacts; place "outbox/<id>".
};

struct SignedIn {
    CodeTried code = {};  ///< Nothing else happened when it says why not.
    AccountId account = {};
    Instant expires_at = {};  ///< Of the session.
};

/// Opens a session for whoever knows the code that was sent last, and an account at the first time.
/// The account's other contacts are told; its oldest session ends when there are too many.
/// Errors: too_many_requests.
Result<SignedIn> sign_in(sql::Transaction& tx, Context const& context, SignIn const& input);

/// The session of a token, if it has not ended. A query.
Result<std::optional<store::Session>> find_session(sql::Transaction& tx, Digest const& token_hash,
                                                   Instant now);

/// The account of a contact. A query.
Result<std::optional<AccountId>> find_account(sql::Transaction& tx, Digest const& contact_index);

/// Ends one session. Fine when it has ended already.
Result<void> sign_out(sql::Transaction& tx, Context const& context, Digest const& token_hash);

}  // namespace mpaspor::app
