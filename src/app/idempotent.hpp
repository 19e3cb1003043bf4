#pragma once

#include "app/context.hpp"
#include "base/types.hpp"
#include "sql/connection.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace mpaspor::app {

/// By which a client says that two requests are one: a UUIDv7 that it makes and keeps before it
/// first sends, and sends again, with the same body, when it did not hear the answer.
struct IdempotencyKey {
    std::string key;
    std::uint64_t body_hash = 0;  ///< Keyed, of the route and all that decides what is done.
};

/// The largest answer that is kept. A larger one is a bug: `internal`.
inline constexpr std::size_t kKeptAnswerBytesMax = 2048;

/// Runs `work`, or gives the bytes that it gave when this actor sent this key before: an answer
/// ready to be sent, sealed by the caller where it holds anything about a person.
///
/// The key and the answer are written in the savepoint of the use case, so they are kept exactly if
/// its effects are; a refusal is kept neither and may be tried again. A repeat writes as well, for
/// a row that is only read may not be durable yet; on PostgreSQL a repeat that overtakes its
/// original waits for it here.
/// Errors: those of `work`; idempotency_key_reused (this key came with another body); internal.
Result<Bytes> idempotent(sql::Transaction& tx, Context const& context, IdempotencyKey const& key,
                         std::function<Result<Bytes>()> const& work);

}  // namespace mpaspor::app
