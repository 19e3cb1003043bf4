/// The bank's way in: BI-SNAP virtual account, asked side (domain.md 3.9, D4). Its refusals are
/// SNAP's codes, not problem+json: the bank reads nothing else.

#include "app/payment/settle_payment.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/snap_gate.hpp"

namespace mpaspor::http {
namespace {

using payment::BankAnswer;
using Side = snap::Service;

/// Who asks; from here on the bank is the actor.
Result<snap::Caller> admitted(Call& call) {
    auto const now = call.context.arrived;
    auto caller = TRY(authenticate(call.request, call.service.snap_gate, now));
    TRY(call.service.snap_external_ids.take(caller, now));
    call.context.actor = {.kind = app::ActorKind::bank, .id = 1, .station = "snap"};
    return caller;
}

BillId bill_of(Call const& call, snap::Account const& account) {
    auto const bill = call.service.numbers.bill(account.customer_no);
    return bill ? *bill : BillId{};
}

app::SettlePayment settle_of(Call const& call, snap::Caller const& caller,
                             snap::Payment const& payment) {
    auto const provider = "snap/" + caller.partner_id;
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

Response shown(snap::Inquiry const& inquiry, app::BillPresented const& presented) {
    if (presented.answer != BankAnswer::accepted || !presented.bill) {
        return snap_answer(Side::inquiry, case_of(presented.answer));
    }
    return snap_answer(snap::InquiryAnswer{.account = inquiry.account,
                                           .request_id = inquiry.request_id,
                                           .account_name = "PNBP PASPOR",
                                           .amount = presented.bill->amount});
}

}  // namespace

void post_snap_token(CallPtr call) {
    call->answer(snap_token(call->request, call->service.snap_gate, call->context.arrived));
}

void post_snap_inquiry(CallPtr call) {
    auto const caller = admitted(*call);
    if (!caller) return call->answer(snap_refusal(Side::inquiry, caller.error()));
    auto const inquiry = read_inquiry(call->request, *caller);
    if (!inquiry) return call->answer(snap_refusal(Side::inquiry, inquiry.error()));
    call->service.readers.read<app::BillPresented>(
        [call, bill = bill_of(*call, inquiry->account)](auto& tx) {
            call->context.now = call->service.clock.now();
            return app::present_bill(tx, call->context, bill);
        },
        [call, inquiry = *inquiry](Result<app::BillPresented> presented) {
            call->answer(presented ? shown(inquiry, *presented)
                                   : snap_refusal(Side::inquiry, presented.error()));
        });
}

void post_snap_payment(CallPtr call) {
    auto const caller = admitted(*call);
    if (!caller) return call->answer(snap_refusal(Side::payment, caller.error()));
    auto const payment = read_payment(call->request, *caller);
    if (!payment) return call->answer(snap_refusal(Side::payment, payment.error()));
    auto const settle = settle_of(*call, *caller, *payment);
    call->service.lanes.submit(app::Work<BankAnswer>{
        .context = call->context,
        .use_case = [settle](
                        auto& tx,
                        auto const& context) { return app::settle_payment(tx, context, settle); },
        .answer =
            [call, payment = *payment](Result<BankAnswer> answer) {
                if (!answer) return call->answer(snap_refusal(Side::payment, answer.error()));
                call->answer(*answer == BankAnswer::accepted
                                 ? snap_answer(payment)
                                 : snap_answer(Side::payment, case_of(*answer)));
            },
        .declare = [settle](auto& tx) { return app::seats_to_settle(tx, settle.bill); },
        .urgency = app::Urgency::settlement});
}

}  // namespace mpaspor::http
