#include "app/application/check_status.hpp"

#include "domain/booking/hold.hpp"
#include "store/applications.hpp"
#include "store/status_tries.hpp"

#include <utility>

namespace mpaspor::app {
namespace {

using namespace std::chrono;

constexpr std::string_view kIdentity = "identity";
constexpr int kQuestionsPerDay = 5;             // About one number.
constexpr std::int64_t kQuestionsPerHour = 30;  // From one address, on all servers.

std::unexpected<Error> not_before(Context const& context, Instant next) {
    auto const wait = ceil<seconds>(next - context.now);
    return refuse(Code::too_many_requests, "", {{"retry_after_s", std::to_string(wait.count())}});
}

Result<void> count(sql::Transaction& tx, Context const& context, AskStatus const& input) {
    auto const& [bucket, scale] = input.origin;
    auto const [since, questions] = TRY(store::count_address_status(tx, bucket, context.now));
    auto const most = static_cast<double>(kQuestionsPerHour) * scale;
    if (static_cast<double>(questions) > most) return not_before(context, since + hours{1});
    auto const today = date_in(Zone::wib, context.now);
    auto const tries = TRY(store::count_status_check(tx, input.number_index, today));
    if (tries <= kQuestionsPerDay) return {};
    return not_before(context, instant_in(Zone::wib, today + days{1}, minutes{0}));
}

}  // namespace

Result<StatusAsked> ask_status(sql::Transaction& tx, Context const& context,
                               AskStatus const& input) {
    TRY(count(tx, context, input));
    auto identity = TRY(store::load_answer(tx, input.application, kIdentity));
    auto const application = store::load_any_application(tx, input.application);
    if (!application) {
        if (application.error().code != Code::application_not_found) {
            return std::unexpected(application.error());
        }
        return StatusAsked{};
    }
    if (application->erased) return StatusAsked{};
    bool const gone = booking::hold_ran_out(application->state, application->deadline, context.now);
    auto const state = gone ? application::State::expired : application->state;
    return StatusAsked{.state = application::public_state(state), .identity = std::move(identity)};
}

}  // namespace mpaspor::app
