#include "app/account/request_sign_in_code.hpp"

#include "store/accounts.hpp"
#include "store/outbox.hpp"

namespace mpaspor::app {
namespace {

using namespace std::chrono_literals;

}  // namespace

Result<SignInCodeSent> request_sign_in_code(sql::Transaction& tx, Context const& context,
                                            RequestSignInCode const& input) {
    auto const& settings = *context.settings;
    auto const known = TRY(store::load_sign_in_code(tx, input.contact_index));
    bool const same_hour = known && context.now < known->window_start + 1h;
    if (same_hour && known->sent >= settings.sign_in_codes_per_hour) {
        auto const wait =
            std::chrono::ceil<std::chrono::seconds>(known->window_start + 1h - context.now);
        return refuse(Code::sign_in_codes_exhausted, "/contact",
                      {{"retry_after_s", std::to_string(wait.count())}});
    }
    store::SignInCode const code{
        .contact_index = input.contact_index,
        .code_hash = input.code_hash,
        .expires_at = context.now + std::chrono::minutes{settings.sign_in_code_minutes},
        .attempts_left = static_cast<int>(settings.sign_in_attempts),
        .sent = same_hour ? known->sent + 1 : 1,
        .window_start = same_hour ? known->window_start : context.now};
    TRY(count_code(tx, context, input.origin));
    TRY(store::save_sign_in_code(tx, code));
    TRY(store::enqueue(tx, {.request = context.request,
                            .topic = input.topic,
                            .sealed = input.sealed,
                            .created = context.now}));
    return SignInCodeSent{code.expires_at};
}

}  // namespace mpaspor::app
