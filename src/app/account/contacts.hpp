#pragma once

#include "app/account/spend_code.hpp"
#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/accounts.hpp"

#include <string_view>
#include <vector>

namespace mpaspor::app {

/// The actor's own, oldest first, sealed. A query. Errors: application_not_found (no applicant).
Result<std::vector<store::Contact>> read_contacts(sql::Transaction& tx, Context const& context);
/// Of any account, for the job that writes to them. A query. Errors: not_signed_in (it has none).
Result<std::vector<store::Contact>> contacts_to_tell(sql::Transaction& tx, AccountId account);

struct AddContact {
    EnteredCode code;
    Bytes sealed_contact;  ///< Under and for "account/<id>".
    Bytes sealed_notice;   ///< For the other contacts; place "outbox/<id>".
};
/// A contact that a code has confirmed belongs to the account from now on; the others are told.
/// That another account has it is said only to who can read what is sent to it.
/// Errors: contact_in_use, out_of_range (the account has as many as it may), too_many_requests.
Result<CodeTried> add_contact(sql::Transaction& tx, Context const& context,
                              AddContact const& input);

struct RemoveContact {
    Digest index;
    Bytes sealed_notice;  ///< For the contacts that stay and the one that goes.
};
/// Errors: contact_not_found, contact_last.
Result<void> remove_contact(sql::Transaction& tx, Context const& context,
                            RemoveContact const& input);

/// Puts a notice for an account's contacts into the outbox, if it has more than one. The sealed
/// part says which of them is not told.
Result<void> tell_others(sql::Transaction& tx, Context const& context, AccountId account,
                         std::string_view topic, Bytes const& sealed);

}  // namespace mpaspor::app
