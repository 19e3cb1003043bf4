#pragma once

#include "app/context.hpp"
#include "base/crypto.hpp"
#include "sql/connection.hpp"
#include "store/accounts.hpp"

#include <vector>

namespace mpaspor::app {

/// A use of a session is noted once an hour at most, so that reading costs no write.
inline constexpr std::chrono::hours kSessionUseStep{1};

/// The actor's own that have not ended, begun last first. A query.
Result<std::vector<store::Session>> read_sessions(sql::Transaction& tx, Context const& context);

/// Ends one of the actor's own. Errors: session_not_found.
Result<void> end_session(sql::Transaction& tx, Context const& context, Digest const& token_hash);

/// Ends all of the actor's own but the one that asks.
Result<void> end_other_sessions(sql::Transaction& tx, Context const& context, Digest const& kept);

/// Notes that a session is in use, unless that was noted within the step.
Result<void> note_session_use(sql::Transaction& tx, Context const& context,
                              Digest const& token_hash);

}  // namespace mpaspor::app
