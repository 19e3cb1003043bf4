/// Stage 8: the bill.

#include "app/application/read_application.hpp"
#include "app/payment/submit_application.hpp"
#include "http/endpoints/endpoints.hpp"
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

}  // namespace

void post_submission(CallPtr call) {
    auto const input = json::parse<SubmissionRequest>(call->request.body);
    if (!input) return call->refuse(input.error());
    // Who does not declare that the answers are true does not submit (2.1, Art. 126(c)).
    if (!input->declaration) return call->refuse({Code::unknown_value, "", "/declaration"});
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    app::SubmitApplication const submit{*id, call->service.ids.bill()};
    write_once<store::Bill>(
        call, {.urgency = app::Urgency::seat},
        [submit](auto& tx, auto const& context) {
            return app::submit_application(tx, context, submit);
        },
        [call](store::Bill const& bill) {
            return json_response(201, bill_json(call->service, bill));
        });
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
