#include "app/request/limits.hpp"

#include "app/policies.hpp"
#include "app/transition.hpp"
#include "domain/identity/verdict.hpp"
#include "store/offices.hpp"
#include "store/requests.hpp"

namespace mpaspor::app {
namespace {

constexpr std::chrono::days kMonth{30};

}  // namespace

Result<store::Application> verified_draft(sql::Transaction& tx, Context const& context,
                                          ApplicationId application) {
    auto const owner = TRY(context.actor.account());
    auto own = TRY(store::load_application(tx, application, owner));
    TRY(may(own, application::Event::seat_held));
    auto const lasts = hold_policy(*context.settings).nik_valid;
    bool const valid = own.nik && context.now < identity::valid_until(own.nik->verified_at, lasts);
    if (!valid) return fail(Code::nik_not_valid);
    return own;
}

Result<void> check_request_limit(sql::Transaction& tx, Context const& context,
                                 office::RequestKind kind, store::Application const& own) {
    auto const since = context.now - kMonth;
    auto const asked = TRY(store::count_requests(tx, kind, own.nik->index, own.account, since));
    if (asked.count < context.settings->requests_per_nik_and_month) return {};
    auto const wait = std::chrono::ceil<std::chrono::seconds>(asked.oldest - since);
    return refuse(Code::too_many_requests, "", {{"retry_after_s", std::to_string(wait.count())}});
}

Result<OfficeId> deciding_office(sql::Transaction& tx, std::string_view code) {
    auto const office = store::find_office(tx, code);
    if (!office && office.error().code == Code::office_not_found) {
        return refuse(Code::office_not_found, "/office");
    }
    TRY(office);
    return office->id;
}

Result<void> audit_request(sql::Transaction& tx, Context const& context, RequestId id,
                           std::int64_t version, std::string_view action, std::string_view result) {
    return audit(tx, context,
                 {.kind = "request",
                  .subject = id.value,
                  .version = version,
                  .action = action,
                  .rule = "D8",
                  .result = std::string{result}});
}

}  // namespace mpaspor::app
