#include "app/office/credentials.hpp"

#include <algorithm>

namespace mpaspor::app {
namespace {

using namespace std::chrono_literals;
using std::chrono::seconds;

Error locked(Instant until, Instant now) {
    auto const wait = std::chrono::ceil<seconds>(until - now);
    return {.code = Code::credentials_locked,
            .params = {{"retry_after_s", std::to_string(wait.count())}}};
}

/// After `wrong` of them in a row: none while there are fewer than lock, then twice as long each
/// time, up to an hour.
seconds lock_after(std::int64_t wrong, store::Settings const& settings) {
    auto const beyond = wrong - settings.officer_wrong_passwords;
    if (beyond < 0) return 0s;
    seconds lock{settings.officer_lock_s};
    for (std::int64_t i = 0; i < beyond && lock < kLockMax; ++i) lock *= 2;
    return std::min<seconds>(lock, kLockMax);
}

}  // namespace

bool can_sign_in(store::OfficerAccount const& account, Instant now) {
    bool const lapsed = account.must_change && now >= account.password_set + kFirstPasswordLasts;
    return account.active && account.password && !lapsed;
}

Result<std::optional<store::OfficerAccount>> find_credentials(sql::Transaction& tx,
                                                              Context const& context,
                                                              std::string_view login,
                                                              Digest const& login_index,
                                                              Origin const& origin) {
    TRY(check_wrong(tx, context, origin));
    auto const tries = TRY(store::load_login_tries(tx, login_index));
    if (tries && tries->locked_until > context.now) {
        return std::unexpected(locked(tries->locked_until, context.now));
    }
    auto account = TRY(store::find_officer_account(tx, login));
    if (account && !can_sign_in(*account, context.now)) account.reset();
    return account;
}

Result<std::optional<Error>> check_password(sql::Transaction& tx, Context const& context,
                                            std::optional<store::OfficerAccount> const& account,
                                            EnteredPassword const& entered) {
    auto const known = TRY(store::load_login_tries(tx, entered.login_index));
    // Others may have been wrong while this one was hashed.
    if (known && known->locked_until > context.now) {
        return locked(known->locked_until, context.now);
    }
    bool const same =
        account && can_sign_in(*account, context.now) && account->password == entered.kept;
    if (same && entered.fits) {
        TRY(store::delete_login_tries(tx, entered.login_index));
        return std::nullopt;
    }
    TRY(count_wrong(tx, context, entered.origin));
    bool const recent = known && known->last_wrong > context.now - kTriesKept;
    auto const wrong = (recent ? known->wrong : 0) + 1;
    auto const lock = lock_after(wrong, *context.settings);
    TRY(store::save_login_tries(tx, entered.login_index, {wrong, context.now, context.now + lock}));
    if (lock > 0s) return locked(context.now + lock, context.now);
    return Error{.code = Code::credentials_wrong};
}

}  // namespace mpaspor::app
