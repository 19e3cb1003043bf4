#pragma once

#include "app/context.hpp"
#include "base/crypto.hpp"
#include "sql/connection.hpp"

namespace mpaspor::app {

struct RequestSignInCode {
    Digest contact_index;  ///< Blind.
    Digest code_hash;      ///< HMAC of the code, under the same key.
    Bytes sealed;          ///< Contact and code, for the job that sends it; place "outbox/<id>".
};

struct SignInCodeSent {
    Instant expires_at;
};

/// Somebody wants to sign in by a code sent to a contact; whether there is an account for it makes
/// no difference here. A new code replaces the one before it.
/// Errors: sign_in_codes_exhausted (`retry_after_s` in params).
Result<SignInCodeSent> request_sign_in_code(sql::Transaction& tx, Context const& context,
                                            RequestSignInCode const& input);

}  // namespace mpaspor::app
