#include "app/account/sign_in.hpp"

#include "app/account/contacts.hpp"
#include "app/transition.hpp"

namespace mpaspor::app {
namespace {

Result<void> open_account(sql::Transaction& tx, Context const& context, SignIn const& input) {
    TRY(store::insert_account(tx, input.fresh, context.now));
    auto const added = store::insert_contact(
        tx, input.fresh, {input.code.contact_index, input.sealed_contact, context.now});
    if (!added && added.error().code == Code::contact_in_use) {
        return fail(Code::storage_conflict, "another account of this contact");
    }
    TRY(added);
    return audit(tx, context,
                 {.kind = "account",
                  .subject = input.fresh.value,
                  .version = 1,
                  .action = "opened",
                  .rule = "2.12",
                  .result = "open"});
}

}  // namespace

Result<SignedIn> sign_in(sql::Transaction& tx, Context const& context, SignIn const& input) {
    auto const tried = TRY(spend_code(tx, context, input.code));
    if (tried.refusal) return SignedIn{.code = tried};
    auto const known = TRY(store::find_account(tx, input.code.contact_index));
    if (known) {
        TRY(tell_others(tx, context, *known, "account.signed_in", input.sealed_notice));
        auto const most = context.settings->sessions_max - 1;
        TRY(store::delete_surplus_sessions(tx, *known, most));
    } else {
        TRY(open_account(tx, context, input));
    }
    auto const account = known.value_or(input.fresh);
    auto const expires_at = context.now + std::chrono::hours{context.settings->session_hours};
    TRY(store::insert_session(tx, {.token_hash = input.token_hash,
                                   .account = account,
                                   .created = context.now,
                                   .expires_at = expires_at,
                                   .device = input.device}));
    return SignedIn{.account = account, .expires_at = expires_at};
}

Result<std::optional<store::Session>> find_session(sql::Transaction& tx, Digest const& token_hash,
                                                   Instant now) {
    return store::find_session(tx, token_hash, now);
}

Result<std::optional<AccountId>> find_account(sql::Transaction& tx, Digest const& contact_index) {
    return store::find_account(tx, contact_index);
}

Result<void> sign_out(sql::Transaction& tx, Context const& /*context*/, Digest const& token_hash) {
    return store::delete_session(tx, token_hash);
}

}  // namespace mpaspor::app
