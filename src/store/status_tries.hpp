#pragma once

#include "base/crypto.hpp"
#include "base/types.hpp"
#include "sql/connection.hpp"

namespace mpaspor::store {

/// Counts one more question about an application's number on `date` (WIB), whether or not there is
/// one, and gives how many that makes.
Result<int> count_status_check(sql::Transaction& tx, Digest const& number_index, LocalDate date);

struct AddressStatuses {
    Instant window_start = {};
    std::int64_t statuses = 0;
};
/// Counts one more such question in the hour of an address's bucket (address_tries.hpp), or begins
/// an hour at `now`, and gives what it then has.
Result<AddressStatuses> count_address_status(sql::Transaction& tx, std::int64_t bucket,
                                             Instant now);

/// Forgets at most `most` counts of days before `date`, and gives how many.
Result<std::int64_t> forget_status_tries(sql::Transaction& tx, LocalDate date, int most);

}  // namespace mpaspor::store
