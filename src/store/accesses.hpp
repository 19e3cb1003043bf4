#pragma once
/// Which officer looked at what of whom, and what for (domain.md 7).

#include "domain/office/access.hpp"
#include "sql/connection.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpaspor::store {

/// One look of an officer at a person's data.
struct AccessEvent {
    AccountId account;               ///< Whose.
    ApplicationId application = {};  ///< 0: the account itself.
    std::int64_t officer = 0;        ///< Role and office are taken from the officer's row.
    office::Purpose purpose = office::Purpose::help;
    office::DataKinds kinds;
    Instant at = {};
    std::string request = {};  ///< Context::request of the answer that shows it.
};

/// Writes the row, in the transaction of the use case that gives the data out. Gives its number
/// among those of the account, which has no gaps.
/// Errors: forbidden (no such officer), storage_conflict (another look took the number first).
Result<std::int64_t> record_access(sql::Transaction& tx, AccessEvent const& event);

/// The same as the subject may see it.
struct AccessRow {
    std::int64_t number;
    ApplicationId application;
    Instant at;
    std::string role, office_name;
    office::Purpose purpose;
    office::DataKinds kinds;
};
/// Looks at what is an account's, newest first, those before `before` (or the newest), at most
/// `most`; those that are withheld are left out.
Result<std::vector<AccessRow>> accesses_of(sql::Transaction& tx, AccountId account,
                                           std::optional<std::int64_t> before, int most);

struct AccessCounts {
    std::int64_t all = 0;
    std::int64_t withheld = 0;
};
Result<AccessCounts> count_accesses(sql::Transaction& tx, AccountId account);

}  // namespace mpaspor::store
