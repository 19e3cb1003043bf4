#include "app/request/limits.hpp"

#include "store/requests.hpp"

namespace mpaspor::app {
namespace {

constexpr std::chrono::days kMonth{30};

}  // namespace

Result<void> check_request_limit(sql::Transaction& tx, Context const& context,
                                 office::RequestKind kind, Digest const& nik_index) {
    auto const since = context.now - kMonth;
    auto const asked = TRY(store::count_requests(tx, kind, nik_index, since));
    if (asked.count < context.settings->requests_per_nik_and_month) return {};
    auto const wait = std::chrono::ceil<std::chrono::seconds>(asked.oldest - since);
    return refuse(Code::too_many_requests, "", {{"retry_after_s", std::to_string(wait.count())}});
}

}  // namespace mpaspor::app
