#pragma once
/// What several use cases do with the password of an officer. Hashing is http's, on a thread of its
/// own: a use case is told whether the password fitted what was kept when it was looked at.

#include "app/account/origin.hpp"
#include "app/context.hpp"
#include "base/crypto.hpp"
#include "sql/connection.hpp"
#include "store/officers.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace mpaspor::app {

/// A password that the operator gave opens the first session within a week or not at all.
inline constexpr std::chrono::days kFirstPasswordLasts{7};
inline constexpr std::chrono::hours kLockMax{1};
/// Wrong passwords are forgotten after a day without another.
inline constexpr std::chrono::hours kTriesKept{24};

/// A password that somebody entered, and what came of hashing it.
struct EnteredPassword {
    Digest login_index;     ///< Blind.
    std::string kept = {};  ///< What it was compared with; "" for a login that cannot sign in.
    bool fits = false;
    Origin origin = {};
};

/// Before hashing: what the password is to be compared with, if the login can sign in at all.
/// Locked is locked, whether there is such a login or not. A query.
/// Errors: credentials_locked, too_many_requests (`retry_after_s` in params).
Result<std::optional<store::OfficerAccount>> find_credentials(sql::Transaction& tx,
                                                              Context const& context,
                                                              std::string_view login,
                                                              Digest const& login_index,
                                                              Origin const& origin);

/// Within the transaction: whether the password is that of `account`, which is nothing when the
/// login cannot sign in. A wrong one is an outcome and is counted; enough of them lock the login
/// for a time that doubles. Gives the refusal, credentials_wrong or credentials_locked, or nothing.
Result<std::optional<Error>> check_password(sql::Transaction& tx, Context const& context,
                                            std::optional<store::OfficerAccount> const& account,
                                            EnteredPassword const& entered);

/// Whether an officer can sign in now: active, with a password that has not lapsed.
bool can_sign_in(store::OfficerAccount const& account, Instant now);

}  // namespace mpaspor::app
