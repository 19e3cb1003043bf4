#include "app/account/spend_code.hpp"

#include "store/accounts.hpp"

namespace mpaspor::app {

Result<CodeTried> spend_code(sql::Transaction& tx, Context const& context,
                             EnteredCode const& entered) {
    TRY(check_wrong(tx, context, entered.origin));
    auto code = TRY(store::load_sign_in_code(tx, entered.contact_index));
    if (!code || context.now > code->expires_at || code->attempts_left == 0) {
        return CodeTried{.refusal = Code::sign_in_code_expired};
    }
    bool const fits = equal_in_constant_time(code->code_hash, entered.code_hash);
    // Used once; what was sent this hour still counts.
    code->attempts_left = fits ? 0 : code->attempts_left - 1;
    TRY(store::save_sign_in_code(tx, *code));
    if (fits) return CodeTried{};
    TRY(count_wrong(tx, context, entered.origin));
    return CodeTried{.refusal = Code::sign_in_code_wrong, .attempts_left = code->attempts_left};
}

}  // namespace mpaspor::app
