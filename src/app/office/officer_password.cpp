#include "app/office/officer_password.hpp"

#include "app/transition.hpp"

namespace mpaspor::app {
namespace {

Result<store::OfficerAccount> of_login(sql::Transaction& tx, std::string_view login) {
    auto account = TRY(store::find_officer_account(tx, login));
    if (!account) return refuse(Code::unknown_value, "/login");
    return *std::move(account);
}

Result<void> note(sql::Transaction& tx, Context const& context, OfficerId id,
                  std::string_view action, std::string_view result) {
    auto const version = TRY(store::next_officer_version(tx, id));
    return audit(tx, context,
                 {.kind = "officer",
                  .subject = id.value,
                  .version = version,
                  .action = action,
                  .rule = "4.2",
                  .result = std::string{result}});
}

}  // namespace

Result<std::optional<Error>> change_password(sql::Transaction& tx, Context const& context,
                                             ChangePassword const& input) {
    auto const account = TRY(store::load_officer_account(tx, {context.actor.id}));
    auto refusal = TRY(check_password(tx, context, account, input.current));
    if (refusal) {
        refusal->pointer = "/current_password";
        return refusal;
    }
    auto const id = account.officer.id;
    TRY(store::save_password(tx, id, input.hash, false, context.now));
    TRY(store::delete_officer_sessions(tx, id, input.session_hash));
    TRY(note(tx, context, id, "password_changed", account.officer.role));
    return std::nullopt;
}

Result<void> reset_password(sql::Transaction& tx, Context const& context,
                            ResetPassword const& input) {
    auto const account = TRY(of_login(tx, input.login));
    auto const id = account.officer.id;
    TRY(store::save_password(tx, id, input.hash, true, context.now));
    TRY(store::delete_officer_sessions(tx, id));
    TRY(store::delete_login_tries(tx, input.login_index));
    return note(tx, context, id, "password_reset", account.officer.role);
}

Result<void> set_officer_active(sql::Transaction& tx, Context const& context,
                                std::string_view login, bool active) {
    auto const account = TRY(of_login(tx, login));
    if (account.active == active) return {};
    auto const id = account.officer.id;
    TRY(store::set_officer_active(tx, id, active));
    if (!active) TRY(store::delete_officer_sessions(tx, id));
    return note(tx, context, id, active ? "activated" : "deactivated",
                active ? "active" : "inactive");
}

}  // namespace mpaspor::app
