#pragma once
/// How officers sign in: passwords, sessions, and the wrong passwords that lock a login (4.2).

#include "base/crypto.hpp"
#include "sql/connection.hpp"
#include "store/offices.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpaspor::store {

/// An officer with the office, its region, and the password as it is kept.
struct OfficerAccount {
    Officer officer;
    std::string office_code, region;
    bool active = true;
    std::optional<std::string> password = {};  ///< None was set yet.
    bool must_change = false;                  ///< The operator has set it.
    Instant password_set = {};
};
Result<std::optional<OfficerAccount>> find_officer_account(sql::Transaction& tx,
                                                           std::string_view login);
/// Errors: not_signed_in (there is no such officer).
Result<OfficerAccount> load_officer_account(sql::Transaction& tx, OfficerId id);
/// All there are, by login, without their passwords.
Result<std::vector<OfficerAccount>> all_officer_accounts(sql::Transaction& tx);
/// Sets the password, in place of the one before.
Result<void> save_password(sql::Transaction& tx, OfficerId id, std::string_view hash,
                           bool must_change, Instant now);
Result<void> set_officer_active(sql::Transaction& tx, OfficerId id, bool active);
/// One more change of this officer: gives its number, for the audit.
Result<std::int64_t> next_officer_version(sql::Transaction& tx, OfficerId id);

/// Wrong passwords of one login since the last right one.
struct LoginTries {
    std::int64_t wrong = 0;
    Instant last_wrong = {}, locked_until = {};
};
Result<std::optional<LoginTries>> load_login_tries(sql::Transaction& tx, Digest const& login_index);
Result<void> save_login_tries(sql::Transaction& tx, Digest const& login_index,
                              LoginTries const& tries);
Result<void> delete_login_tries(sql::Transaction& tx, Digest const& login_index);
/// Those whose last wrong password was before `before`, at most `most`.
Result<void> forget_login_tries(sql::Transaction& tx, Instant before, int most);

struct OfficerSession {
    Digest token_hash;
    OfficerId officer;
    std::string station, device;
    Instant created, expires_at;
    Instant last_used = {};  ///< To the minute.
};
/// A session with what decides what may be done in it.
struct OpenOfficerSession : OfficerSession {
    std::string role;
    bool must_change_password = false;
};
Result<void> insert_officer_session(sql::Transaction& tx, OfficerSession const& session);
/// One of an active officer that has not ended at `now` and was used after `used_since`.
Result<std::optional<OpenOfficerSession>> find_officer_session(sql::Transaction& tx,
                                                               Digest const& token_hash,
                                                               Instant now, Instant used_since);
/// An officer's that have not ended, begun last first, at most `most`.
Result<std::vector<OfficerSession>> officer_sessions_of(sql::Transaction& tx, OfficerId id,
                                                        Instant now, Instant used_since, int most);
/// Notes a use, unless one was noted at or after `unless_since`.
Result<void> touch_officer_session(sql::Transaction& tx, Digest const& token_hash, Instant now,
                                   Instant unless_since);
/// Errors: session_not_found (not one of this officer's).
Result<void> delete_officer_session(sql::Transaction& tx, OfficerId id, Digest const& token_hash);
/// All of an officer's but `kept`, if there is one to keep.
Result<void> delete_officer_sessions(sql::Transaction& tx, OfficerId id, Digest const& kept = {});
/// Those that ended before `now`, at most `most`.
Result<void> delete_ended_officer_sessions(sql::Transaction& tx, Instant now, int most);

}  // namespace mpaspor::store
