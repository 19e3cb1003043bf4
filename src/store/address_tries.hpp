#pragma once

#include "base/types.hpp"
#include "sql/connection.hpp"

#include <cstdint>

namespace mpaspor::store {

/// What one network address has asked for within an hour. A bucket is a short keyed hash of it, so
/// the table has at most kAddressBuckets rows; two addresses may share one.
inline constexpr std::int64_t kAddressBuckets = std::int64_t{1} << 20;
struct AddressTries {
    Instant window_start = {};
    std::int64_t codes = 0;  ///< One-time codes asked for.
    std::int64_t wrong = 0;  ///< Codes and passwords that were wrong.
};

/// Adds to the hour of this bucket, or begins one at `now`, and gives what it then has.
Result<AddressTries> count_address_tries(sql::Transaction& tx, std::int64_t bucket,
                                         std::int64_t codes, std::int64_t wrong, Instant now);
/// What it has at `now`.
Result<AddressTries> address_tries(sql::Transaction& tx, std::int64_t bucket, Instant now);
/// Those whose hour is over, at most `most`.
Result<void> forget_address_tries(sql::Transaction& tx, Instant now, int most);

}  // namespace mpaspor::store
