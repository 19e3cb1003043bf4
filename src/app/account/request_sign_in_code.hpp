#pragma once

#include "app/account/origin.hpp"
#include "app/context.hpp"
#include "base/crypto.hpp"
#include "sql/connection.hpp"

#include <string_view>

namespace mpaspor::app {

/// What a code is for decides the words it is sent in; which one it opens, its hash.
inline constexpr std::string_view kSignInCode = "sign_in_code";
inline constexpr std::string_view kContactCode = "contact_code";

struct RequestSignInCode {
    Digest contact_index;  ///< Blind.
    Digest code_hash;      ///< HMAC of the code, under the same key.
    Bytes sealed;          ///< Contact and code, for the job that sends it; place "outbox/<id>".
    Origin origin = {};
    std::string_view topic = kSignInCode;
};

struct SignInCodeSent {
    Instant expires_at;
};

/// Somebody wants to sign in by a code sent to a contact, or to have the contact in an account;
/// whether there is an account for it makes no difference here. A new code replaces the one before
/// it, whatever either is for, and all count together.
/// Errors: sign_in_codes_exhausted, too_many_requests (`retry_after_s` in params).
Result<SignInCodeSent> request_sign_in_code(sql::Transaction& tx, Context const& context,
                                            RequestSignInCode const& input);

}  // namespace mpaspor::app
