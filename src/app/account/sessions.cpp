#include "app/account/sessions.hpp"

namespace mpaspor::app {
namespace {

constexpr int kSessionsShown = 100;

}  // namespace

Result<std::vector<store::Session>> read_sessions(sql::Transaction& tx, Context const& context) {
    auto const account = TRY(context.actor.account());
    return store::sessions_of(tx, account, context.now, kSessionsShown);
}

Result<void> end_session(sql::Transaction& tx, Context const& context, Digest const& token_hash) {
    auto const account = TRY(context.actor.account());
    return store::delete_session_of(tx, account, token_hash);
}

Result<void> end_other_sessions(sql::Transaction& tx, Context const& context, Digest const& kept) {
    auto const account = TRY(context.actor.account());
    return store::delete_other_sessions(tx, account, kept);
}

Result<void> note_session_use(sql::Transaction& tx, Context const& context,
                              Digest const& token_hash) {
    return store::touch_session(tx, token_hash, context.now, context.now - kSessionUseStep);
}

}  // namespace mpaspor::app
