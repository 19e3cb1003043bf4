#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/address_tries.hpp"

#include <cstdint>

namespace mpaspor::app {

inline constexpr std::int64_t kOriginBuckets = store::kAddressBuckets;

/// The network address that a request came from, as a short keyed hash: enough to count, not to
/// find the address again. http makes it.
struct Origin {
    std::int64_t bucket = 0;  ///< Below kOriginBuckets.
    double scale = 1;         ///< Times the limits; above 1 only where machines act many people.
};

/// Counts one more one-time code that was asked for from there.
/// Errors: too_many_requests (`retry_after_s` in params).
Result<void> count_code(sql::Transaction& tx, Context const& context, Origin const& origin);

/// Whether wrong codes or passwords from there have used up the hour. A query.
/// Errors: too_many_requests.
Result<void> check_wrong(sql::Transaction& tx, Context const& context, Origin const& origin);

/// Counts one more that was wrong.
Result<void> count_wrong(sql::Transaction& tx, Context const& context, Origin const& origin);

}  // namespace mpaspor::app
