#pragma once

#include "base/error.hpp"
#include "base/types.hpp"
#include "sql/connection.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace mpaspor::store {

struct ClaimedKey {
    std::int64_t attempts = 0;  ///< 1 for the first.
    Bytes body_hash;            ///< What came with the first.
    std::optional<Bytes> answer;
};

/// Writes the key of `actor`, or counts one more attempt with it. On PostgreSQL it waits for
/// another transaction that has just written it.
Result<ClaimedKey> claim_key(sql::Transaction& tx, std::string_view key, std::string_view actor,
                             std::span<std::byte const> body_hash, Instant now);

/// Keeps what a repeat is answered with. Errors: internal, when the key was not claimed.
Result<void> keep_answer(sql::Transaction& tx, std::string_view key, std::string_view actor,
                         std::span<std::byte const> answer);

/// Removes at most `max_rows` keys that were first written before `before`, and returns how many.
///
/// It reads ranges of the primary key, since keys begin with the time at which a client made them:
/// an index on `created` costs a sixth of the bookings per second. Those of an honest clock go in
/// their order; those from more than two days ahead, which are not UUIDv7 or lie, go as well; one
/// from less far ahead goes when its time has come.
Result<std::int64_t> forget_older(sql::Transaction& tx, Instant before, std::int64_t max_rows);

}  // namespace mpaspor::store
