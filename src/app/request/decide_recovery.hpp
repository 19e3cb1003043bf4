#pragma once

#include "app/request/decide_claim.hpp"
#include "store/accounts.hpp"
#include "store/answers.hpp"
#include "store/requests.hpp"

#include <optional>
#include <vector>

namespace mpaspor::app {

/// A recovery with what it rests on: who asks, as stage 1 has it, sealed; and, where an account is
/// meant, how many people it has applied for. Nothing that is in it.
struct RecoveryView {
    store::Request request;
    store::Answer identity;
    std::optional<store::AccountFacts> account;
};
/// A look, which is written down. Errors: forbidden, request_not_found (also out of reach),
/// section_not_found.
Result<RecoveryView> look_at_recovery(sql::Transaction& tx, Context const& context,
                                      std::string_view name);

/// What has to be sealed anew before a recovery can be decided: the contacts of who asks, for the
/// account that gets them. Written down as a look at them.
/// Errors: forbidden, request_not_found.
struct RecoveryParties {
    AccountId asker;
    std::optional<AccountId> target;
    std::vector<store::Contact> contacts;  ///< Of the asker.
};
Result<RecoveryParties> parties_of_recovery(sql::Transaction& tx, Context const& context,
                                            std::string_view name);

struct DecideRecovery {
    Decision decision;
    bool cut_short = false;  ///< Before the old contacts had their time to object.
    std::vector<store::Contact> contacts = {};  ///< The asker's, sealed for the account.
    Bytes told_asker = {}, told_account = {};   ///< Notices of number 0 and 1.
};

/// An office decides after it has seen the person and the identity card. Upheld: the contacts of
/// who asks are the account's as well, the new account they were of ends, and so does every session
/// of both; all contacts are told. Not before the old contacts have had their time to object,
/// unless a head of the office cuts it short (docs/adr/0011).
/// Errors: forbidden, request_not_found, request_decided, unknown_value, contact_not_found (no such
/// account), not_allowed_in_state (too early, or the new account has a place or a bill),
/// storage_conflict.
Result<store::Request> decide_recovery(sql::Transaction& tx, Context const& context,
                                       DecideRecovery const& input);

}  // namespace mpaspor::app
