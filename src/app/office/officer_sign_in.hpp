#pragma once

#include "app/office/credentials.hpp"

#include <optional>
#include <string>

namespace mpaspor::app {

/// An officer's use of a session is noted once a minute at most.
inline constexpr std::chrono::minutes kOfficerUseStep{1};

struct OfficerSignIn {
    std::string login;
    EnteredPassword password;
    Digest token_hash;            ///< Of the session's token, which only the client has.
    std::string station, device;  ///< Where; checked, and one of a short list.
};
struct OfficerSignedIn {
    std::optional<Error> refusal = {};  ///< credentials_wrong or credentials_locked.
    Instant expires_at = {};
    bool must_change_password = false;
};
/// Opens a session for who knows the password. Who it is, or whether there is such a login, makes
/// no difference to one who does not.
Result<OfficerSignedIn> officer_sign_in(sql::Transaction& tx, Context const& context,
                                        OfficerSignIn const& input);

/// The session of a token, if it has not ended, lain idle, or lost its officer. A query.
Result<std::optional<store::OpenOfficerSession>> find_officer_session(sql::Transaction& tx,
                                                                      Context const& context,
                                                                      Digest const& token_hash);

/// The actor's own account. A query. Errors: not_signed_in.
Result<store::OfficerAccount> read_officer(sql::Transaction& tx, Context const& context);
/// The actor's own sessions, begun last first. A query.
Result<std::vector<store::OfficerSession>> read_officer_sessions(sql::Transaction& tx,
                                                                 Context const& context);
/// Ends one of the actor's own. Errors: session_not_found.
Result<void> end_officer_session(sql::Transaction& tx, Context const& context,
                                 Digest const& token_hash);
Result<void> note_officer_use(sql::Transaction& tx, Context const& context,
                              Digest const& token_hash);

}  // namespace mpaspor::app
