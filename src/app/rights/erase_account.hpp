#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"

#include <vector>

namespace mpaspor::app {

struct AccountErasure {
    bool done = false;
    /// Why not: applications that are live or have money, at most kInTheWayMax. None: go on.
    std::vector<ApplicationId> in_the_way = {};
    /// Or: somebody asks an office for this account. Whoever has it objects first, or waits.
    bool asked_for = false;
};
inline constexpr int kInTheWayMax = 10;

/// The applicant has the whole account deleted, with the drafts in it: a piece of at most
/// kErasedAtOnce applications, and the account with the last one. Call it again until it is done.
/// What is left of the applications and of decided requests belongs to nobody. While one is live,
/// money came in for one, or an office is to decide whose the account is, nothing happens. Errors:
/// application_not_found (not an applicant), not_signed_in (it is gone).
Result<AccountErasure> erase_account(sql::Transaction& tx, Context const& context);
inline constexpr int kErasedAtOnce = 10;

}  // namespace mpaspor::app
