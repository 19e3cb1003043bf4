#include "app/office/officer_sign_in.hpp"

namespace mpaspor::app {
namespace {

constexpr int kSessionsShown = 100;

/// The last moment of use before which a session lies idle.
Instant idle_since(Context const& context) {
    return context.now - std::chrono::minutes{context.settings->officer_idle_minutes};
}

}  // namespace

Result<OfficerSignedIn> officer_sign_in(sql::Transaction& tx, Context const& context,
                                        OfficerSignIn const& input) {
    auto const account = TRY(store::find_officer_account(tx, input.login));
    auto refusal = TRY(check_password(tx, context, account, input.password));
    if (refusal) return OfficerSignedIn{.refusal = std::move(refusal)};
    auto const expires_at =
        context.now + std::chrono::hours{context.settings->officer_session_hours};
    TRY(store::insert_officer_session(tx, {.token_hash = input.token_hash,
                                           .officer = account->officer.id,
                                           .station = input.station,
                                           .device = input.device,
                                           .created = context.now,
                                           .expires_at = expires_at}));
    return OfficerSignedIn{.expires_at = expires_at, .must_change_password = account->must_change};
}

Result<std::optional<store::OpenOfficerSession>> find_officer_session(sql::Transaction& tx,
                                                                      Context const& context,
                                                                      Digest const& token_hash) {
    return store::find_officer_session(tx, token_hash, context.now, idle_since(context));
}

Result<store::OfficerAccount> read_officer(sql::Transaction& tx, Context const& context) {
    return store::load_officer_account(tx, {context.actor.id});
}

Result<std::vector<store::OfficerSession>> read_officer_sessions(sql::Transaction& tx,
                                                                 Context const& context) {
    return store::officer_sessions_of(tx, {context.actor.id}, context.now, idle_since(context),
                                      kSessionsShown);
}

Result<void> end_officer_session(sql::Transaction& tx, Context const& context,
                                 Digest const& token_hash) {
    return store::delete_officer_session(tx, {context.actor.id}, token_hash);
}

Result<void> note_officer_use(sql::Transaction& tx, Context const& context,
                              Digest const& token_hash) {
    return store::touch_officer_session(tx, token_hash, context.now, context.now - kOfficerUseStep);
}

}  // namespace mpaspor::app
