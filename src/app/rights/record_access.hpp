#pragma once

#include "app/context.hpp"
#include "domain/office/access.hpp"
#include "sql/connection.hpp"
#include "store/answers.hpp"
#include "store/applications.hpp"

#include <optional>

namespace mpaspor::app {

/// That an officer's look at a person's data is written down, so that the data may be given out.
/// Only record_access makes one, and what reads for officers asks for it.
class Access {
public:
    AccountId account() const { return account_; }
    ApplicationId application() const { return application_; }  ///< 0: the account itself.
    office::DataKinds kinds() const { return kinds_; }

private:
    friend Result<Access> record_access(sql::Transaction& tx, Context const& context,
                                        store::Application const& application,
                                        office::Purpose purpose, office::DataKinds kinds);
    friend Result<Access> record_access(sql::Transaction& tx, Context const& context,
                                        AccountId account, office::Purpose purpose,
                                        office::DataKinds kinds);
    Access(AccountId account, ApplicationId application, office::DataKinds kinds)
        : account_(account), application_(application), kinds_(kinds) {}

    AccountId account_;
    ApplicationId application_;
    office::DataKinds kinds_;
};

/// An officer's read of personal data is a use case that writes: this row, in its transaction, so
/// that nothing is opened or answered before the row is durable (docs/adr/0007). The actor is the
/// officer; whether this one may look at this case the caller has found out before.
/// Errors: forbidden (the actor is no officer).
Result<Access> record_access(sql::Transaction& tx, Context const& context,
                             store::Application const& application, office::Purpose purpose,
                             office::DataKinds kinds);
/// The same for what is the account's and of no application.
Result<Access> record_access(sql::Transaction& tx, Context const& context, AccountId account,
                             office::Purpose purpose, office::DataKinds kinds);

/// A section of the application, sealed, for the officer whose look is recorded; nothing when it
/// was never saved. Errors: forbidden (the look is not at answers, nor, for the section `identity`,
/// at the identity).
Result<std::optional<store::Answer>> read_section(sql::Transaction& tx, Access const& access,
                                                  std::string_view section);

}  // namespace mpaspor::app
