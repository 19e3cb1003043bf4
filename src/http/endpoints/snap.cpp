/// The bank's way in: BI-SNAP virtual account, asked side (domain.md 3.9, D4).

#include "app/payment/settle_payment.hpp"
#include "http/endpoints/endpoints.hpp"
#include "json/writer.hpp"
#include "snap/virtual_account.hpp"

namespace mpaspor::http {
namespace {

using payment::BankAnswer;
using snap::Case;
using snap::Service;

snap::Incoming incoming(Call const& call, std::string& endpoint) {
    endpoint = call.request.path;
    if (!call.request.query.empty()) endpoint += '?' + call.request.query;
    return {call.request.method, endpoint, call.request.headers, call.request.body};
}

Response snap_response(Service service, Case what, std::string body) {
    return {.status = snap::http_status(what),
            .body = body.empty() ? snap::answer(service, what) : std::move(body),
            .headers = {{"Cache-Control", "no-store"}}};
}

/// A refusal in SNAP's words: the bank reads codes, not problem+json.
void refuse_snap(CallPtr const& call, Service service, Error const& error) {
    call->answer(snap_response(service, snap::case_for(error), {}));
}

Case case_of(BankAnswer answer) {
    switch (answer) {
        case BankAnswer::accepted: return Case::successful;
        case BankAnswer::unknown_bill: return Case::bill_not_found;
        case BankAnswer::wrong_amount: return Case::invalid_amount;
        case BankAnswer::paid_already: return Case::paid_bill;
        case BankAnswer::expired: return Case::bill_expired;
    }
    std::unreachable();
}

/// Who asks; from here on it is the actor.
Result<snap::Caller> authenticated(CallPtr const& call) {
    std::string endpoint;
    auto const request = incoming(*call, endpoint);
    auto caller = TRY(snap::authenticate(call->service.snap_gate, request, call->context.arrived));
    call->context.actor = {.kind = app::ActorKind::bank, .id = 1, .station = "snap"};
    return caller;
}

/// The bill of a virtual account; one that is not ours is no bill of ours.
BillId bill_of(Call const& call, snap::Account const& account) {
    if (account.partner_service_id != call.service.partner_service_id) return {};
    auto const bill = call.service.numbers.bill(account.customer_no);
    return bill ? *bill : BillId{};
}

app::SettlePayment settle_of(Call const& call, snap::Payment const& payment) {
    auto const& provider = call.service.snap_provider;
    auto const received = "payment/" + payment.request_id;
    return {.provider = provider,
            .reference = payment.request_id,
            .bill = bill_of(call, payment.account),
            .amount = payment.paid,
            .bank_time = floored_to_second(payment.paid_at),
            .notice = payment::Notice::asked,
            .received = received,
            .sealed = seal(call.service.keys.service(), call.nonce(),
                           "inbox/" + provider + '/' + received, as_bytes(call.request.body))};
}

}  // namespace

void post_snap_token(CallPtr call) {
    std::string endpoint;
    auto const request = incoming(*call, endpoint);
    auto token = snap::grant_token(call->service.snap_gate, request, call->context.arrived);
    if (!token) return refuse_snap(call, Service::access_token, token.error());
    call->answer(snap_response(Service::access_token, Case::successful, *std::move(token)));
}

void post_snap_inquiry(CallPtr call) {
    auto const caller = authenticated(call);
    if (!caller) return refuse_snap(call, Service::inquiry, caller.error());
    auto const inquiry = snap::parse_inquiry(call->request.body);
    if (!inquiry) return refuse_snap(call, Service::inquiry, inquiry.error());
    call->service.readers.read<app::BillPresented>(
        [call, bill = bill_of(*call, inquiry->account)](auto& tx) {
            call->context.now = call->service.clock.now();
            return app::present_bill(tx, call->context, bill);
        },
        [call, inquiry = *inquiry](Result<app::BillPresented> shown) {
            if (!shown) return refuse_snap(call, Service::inquiry, shown.error());
            std::string body;
            if (shown->answer == BankAnswer::accepted && shown->bill) {
                body = snap::answer(snap::InquiryAnswer{
                    .account = inquiry.account,
                    .request_id = inquiry.request_id,
                    .account_name = "PNBP PASPOR",
                    .amount = shown->bill->amount});
            }
            call->answer(snap_response(Service::inquiry, case_of(shown->answer), body));
        });
}

void post_snap_payment(CallPtr call) {
    auto const caller = authenticated(call);
    if (!caller) return refuse_snap(call, Service::payment, caller.error());
    auto const payment = snap::parse_payment(call->request.body);
    if (!payment) return refuse_snap(call, Service::payment, payment.error());
    auto const settle = settle_of(*call, *payment);
    call->service.lanes.submit(app::Work<BankAnswer>{
        .context = call->context,
        .use_case = [settle](auto& tx, auto const& context) {
            return app::settle_payment(tx, context, settle);
        },
        .answer =
            [call, payment = *payment](Result<BankAnswer> answer) {
                if (!answer) return refuse_snap(call, Service::payment, answer.error());
                auto body = *answer == BankAnswer::accepted ? snap::answer_payment(payment)
                                                            : std::string{};
                call->answer(snap_response(Service::payment, case_of(*answer), std::move(body)));
            },
        .declare = [settle](auto& tx) { return app::seats_to_settle(tx, settle.bill); },
        .urgency = app::Urgency::settlement});
}

}  // namespace mpaspor::http
