#include "app/account/origin.hpp"

namespace mpaspor::app {
namespace {

using namespace std::chrono_literals;

std::int64_t scaled(std::int64_t limit, Origin const& origin) {
    return static_cast<std::int64_t>(static_cast<double>(limit) * origin.scale);
}

std::unexpected<Error> later(Context const& context, store::AddressTries const& tries) {
    auto const wait =
        std::chrono::ceil<std::chrono::seconds>(tries.window_start + 1h - context.now);
    return refuse(Code::too_many_requests, "", {{"retry_after_s", std::to_string(wait.count())}});
}

}  // namespace

Result<void> count_code(sql::Transaction& tx, Context const& context, Origin const& origin) {
    auto const tries = TRY(store::count_address_tries(tx, origin.bucket, 1, 0, context.now));
    if (tries.codes <= scaled(context.settings->codes_per_address_and_hour, origin)) return {};
    return later(context, tries);
}

Result<void> check_wrong(sql::Transaction& tx, Context const& context, Origin const& origin) {
    auto const tries = TRY(store::address_tries(tx, origin.bucket, context.now));
    if (tries.wrong < scaled(context.settings->wrong_codes_per_address_and_hour, origin)) return {};
    return later(context, tries);
}

Result<void> count_wrong(sql::Transaction& tx, Context const& context, Origin const& origin) {
    TRY(store::count_address_tries(tx, origin.bucket, 0, 1, context.now));
    return {};
}

}  // namespace mpaspor::app
