#pragma once

#include "app/request/limits.hpp"
#include "store/requests.hpp"

#include <string>
#include <vector>

namespace mpaspor::app {

/// Somebody has lost every contact of an account and asks for it back, signed in with a new one
/// (docs/adr/0011).
struct FileRecovery {
    NewRequest request;
    ApplicationId application;  ///< Of the new account: its NIK is VALID.
    Digest old_contact;         ///< Blind: one that the lost account has.
    std::string office_code;    ///< Where the person will be seen, with the identity card.
    Bytes sealed_notice;        ///< For the contacts of the lost account; place "outbox/<id>".
};

/// An office will decide. Which account it is, if there is one that has this contact and in which
/// this NIK was VALID, is kept and told to nobody who asks; its contacts are told at once and can
/// object. The answer is the same whether there is such an account or not.
/// Errors: application_not_found, not_allowed_in_state, nik_not_valid, applications_max (the new
/// account has others under way), request_open, too_many_requests, office_not_found.
Result<store::Request> file_recovery(sql::Transaction& tx, Context const& context,
                                     FileRecovery const& input);

/// What the actor asked for, and what others asked for of the actor's account. A query.
Result<std::vector<store::Request>> read_recoveries(sql::Transaction& tx, Context const& context);

struct ObjectRecovery {
    std::string name;
    Bytes sealed_notice;  ///< For who asked.
};
/// Who has the account says that it is not lost: nothing is given out. Whoever asked is told.
/// Errors: request_not_found, request_decided.
Result<store::Request> object_recovery(sql::Transaction& tx, Context const& context,
                                       ObjectRecovery const& input);

/// Until when the old contacts can object, exclusive.
Instant objection_until(store::Request const& request, store::Settings const& settings);

}  // namespace mpaspor::app
