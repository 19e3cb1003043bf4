#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"

namespace mpaspor::app {

struct StartApplication {
    ApplicationId id;  ///< From a block leased by this server; its key exists already.
};

/// An applicant begins a draft. Errors: applications_max (2.12: so many per account that have not
/// ended), application_not_found (not an applicant), not_signed_in (the account is gone).
Result<void> start_application(sql::Transaction& tx, Context const& context,
                               StartApplication const& input);

}  // namespace mpaspor::app
