#include "app/operation/housekeeping.hpp"

#include "app/office/credentials.hpp"
#include "store/accounts.hpp"
#include "store/address_tries.hpp"
#include "store/idempotency.hpp"
#include "store/nik_tries.hpp"
#include "store/officers.hpp"
#include "store/payments.hpp"
#include "store/requests.hpp"
#include "store/status_tries.hpp"

namespace mpaspor::app {
namespace {

constexpr int kRowsMax = 500;
constexpr std::chrono::hours kKeysKept{24};

}  // namespace

Result<void> forget_ended(sql::Transaction& tx, Context const& context) {
    TRY(store::delete_ended_sessions(tx, context.now, kRowsMax));
    TRY(store::forget_older(tx, context.now - kKeysKept, kRowsMax));
    TRY(store::forget_nik_tries(tx, date_in(Zone::wib, context.now), kRowsMax));
    TRY(store::forget_status_tries(tx, date_in(Zone::wib, context.now), kRowsMax));
    TRY(store::forget_address_tries(tx, context.now, kRowsMax));
    TRY(store::delete_ended_officer_sessions(tx, context.now, kRowsMax));
    TRY(store::forget_login_tries(tx, context.now - kTriesKept, kRowsMax));
    TRY(store::forget_sign_in_codes(tx, context.now, kRowsMax));
    TRY(store::forget_reservations(tx, context.now, kRowsMax));
    std::chrono::days const kept{context.settings->inbox_days};
    if (kept > std::chrono::days{0}) TRY(store::empty_inbox(tx, context.now - kept, kRowsMax));
    return {};
}

Result<store::Settings> read_settings(sql::Transaction& tx) {
    return store::load_settings(tx);
}

}  // namespace mpaspor::app
