/// Stage 8: the bill.

#include "app/application/read_application.hpp"
#include "app/payment/submit_application.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/endpoints/save.hpp"
#include "http/views.hpp"

namespace mpaspor::http {
namespace {

struct SubmissionRequest {
    bool declaration;
};
constexpr auto shape(json::As<SubmissionRequest>) {
    return json::closed<SubmissionRequest>(
        json::field<&SubmissionRequest::declaration>("declaration"));
}

/// Once more after the answers were looked at again, if it takes that: a day or a rule has come.
void submit(CallPtr const& call, app::SubmitApplication const& input, bool again) {
    run_once(
        call, {.urgency = app::Urgency::seat},
        [call, input](auto& tx, auto const& context) -> Result<Response> {
            auto const bill = TRY(app::submit_application(tx, context, input));
            return json_response(201, bill_json(call->service, bill));
        },
        [call, input, again](Error const& error) {
            if (error.code != Code::assessment_outdated || again) return call->refuse(error);
            look_again(call, input.application, [call, input] { submit(call, input, true); });
        });
}

}  // namespace

void post_submission(CallPtr call) {
    auto const input = json::parse<SubmissionRequest>(call->request.body);
    if (!input) return call->refuse(input.error());
    // Who does not declare that the answers are true does not submit (2.1, Art. 126(c)).
    if (!input->declaration) return call->refuse({Code::unknown_value, "", "/declaration"});
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    submit(call, {*id, call->service.ids.bill()}, false);
}

void get_bill(CallPtr call) {
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    read_and_answer<app::ApplicationView>(
        call,
        [id = *id](auto& tx, auto const& context) {
            return app::read_application(tx, context, id);
        },
        [call](app::ApplicationView const& view) -> Result<Response> {
            if (!view.bill) return fail(Code::bill_not_found);
            return json_response(200, bill_json(call->service, *view.bill));
        });
}

}  // namespace mpaspor::http
