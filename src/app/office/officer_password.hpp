#pragma once

#include "app/office/credentials.hpp"

namespace mpaspor::app {

struct ChangePassword {
    EnteredPassword current;
    std::string hash;     ///< Of the new one.
    Digest session_hash;  ///< The session that asks goes on; the officer's others end.
};
/// An officer changes the own password. Gives the refusal of a current one that is wrong, which is
/// counted as at sign-in, or nothing. Errors: not_signed_in.
Result<std::optional<Error>> change_password(sql::Transaction& tx, Context const& context,
                                             ChangePassword const& input);

struct ResetPassword {
    std::string login;
    Digest login_index;
    std::string hash;  ///< Of a new one that the operator hands over.
};
/// The operator gives an officer a new first password: it has to be changed, all sessions end, and
/// a lock is lifted. Errors: unknown_value (no such login).
Result<void> reset_password(sql::Transaction& tx, Context const& context,
                            ResetPassword const& input);

/// An officer who leaves keeps the name in the audit, and has no session from now on.
/// Errors: unknown_value (no such login).
Result<void> set_officer_active(sql::Transaction& tx, Context const& context,
                                std::string_view login, bool active);

}  // namespace mpaspor::app
