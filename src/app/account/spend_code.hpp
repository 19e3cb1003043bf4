#pragma once

#include "app/account/origin.hpp"
#include "app/context.hpp"
#include "base/crypto.hpp"
#include "sql/connection.hpp"

#include <optional>

namespace mpaspor::app {

/// A one-time code that somebody enters.
struct EnteredCode {
    Digest contact_index;  ///< Blind.
    Digest code_hash;      ///< HMAC of the code and of what it is for.
    Origin origin = {};
};

/// How it went. A wrong code is an outcome, not an error: it uses up an attempt, and that is kept.
struct CodeTried {
    std::optional<Code> refusal = {};  ///< sign_in_code_wrong or sign_in_code_expired.
    int attempts_left = 0;
};

/// Uses up the code that was sent last to this contact, or one of the attempts at it.
/// Errors: too_many_requests (too many wrong ones from this address).
Result<CodeTried> spend_code(sql::Transaction& tx, Context const& context,
                             EnteredCode const& entered);

}  // namespace mpaspor::app
