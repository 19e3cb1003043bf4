#include "app/account/sign_in.hpp"

#include "app/transition.hpp"

namespace mpaspor::app {
namespace {

Result<AccountId> account_of(sql::Transaction& tx, Context const& context, SignIn const& input) {
    auto const known = TRY(store::find_account(tx, input.contact_index));
    if (known) return known->id;
    TRY(store::insert_account(tx, {.id = input.fresh, .sealed = input.sealed_contact},
                              input.contact_index, context.now));
    TRY(audit(tx, context,
              {.kind = "account",
               .subject = input.fresh.value,
               .version = 1,
               .action = "opened",
               .rule = "2.12",
               .result = "open"}));
    return input.fresh;
}

}  // namespace

Result<SignedIn> sign_in(sql::Transaction& tx, Context const& context, SignIn const& input) {
    auto code = TRY(store::load_sign_in_code(tx, input.contact_index));
    if (!code || context.now > code->expires_at || code->attempts_left == 0) {
        return SignedIn{.refusal = Code::sign_in_code_expired};
    }
    if (!equal_in_constant_time(code->code_hash, input.code_hash)) {
        code->attempts_left -= 1;
        TRY(store::save_sign_in_code(tx, *code));
        return SignedIn{.refusal = Code::sign_in_code_wrong, .attempts_left = code->attempts_left};
    }
    code->attempts_left = 0;  // Used once; what was sent this hour still counts.
    TRY(store::save_sign_in_code(tx, *code));
    auto const account = TRY(account_of(tx, context, input));
    auto const expires_at = context.now + std::chrono::hours{context.settings->session_hours};
    TRY(store::insert_session(tx, {.token_hash = input.token_hash,
                                   .account = account,
                                   .created = context.now,
                                   .expires_at = expires_at}));
    return SignedIn{.account = account, .expires_at = expires_at};
}

Result<std::optional<store::Session>> find_session(sql::Transaction& tx, Digest const& token_hash,
                                                   Instant now) {
    return store::find_session(tx, token_hash, now);
}

Result<std::optional<store::Account>> find_account(sql::Transaction& tx,
                                                   Digest const& contact_index) {
    return store::find_account(tx, contact_index);
}

Result<store::Account> read_account(sql::Transaction& tx, Context const& context) {
    auto const account = TRY(context.actor.account());
    return store::load_account(tx, account);
}

Result<void> sign_out(sql::Transaction& tx, Context const& /*context*/, Digest const& token_hash) {
    return store::delete_session(tx, token_hash);
}

}  // namespace mpaspor::app
