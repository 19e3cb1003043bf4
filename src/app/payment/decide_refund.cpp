#include "app/payment/decide_refund.hpp"

#include "app/office/permitted.hpp"
#include "app/transition.hpp"
#include "store/outbox.hpp"

namespace mpaspor::app {
namespace {

using office::Action;
using payment::RefundState;
using payment::RefundStep;

Action action_for(RefundStep step) {
    return step == RefundStep::pay_out ? Action::pay_refunds : Action::decide_refunds;
}

Result<void> tell_payer(sql::Transaction& tx, Context const& context, store::Refund const& refund) {
    if (refund.payment.application == ApplicationId{}) return {};
    return store::enqueue(tx, {.request = context.request,
                               .number = 0,
                               .topic = "notify.refund_paid",
                               .application = refund.payment.application,
                               .sealed = {},
                               .created = context.now});
}

Result<void> pay_out(sql::Transaction& tx, Context const& context, store::Refund& refund) {
    TRY(store::pay_back(tx, refund.payment, context.now));
    refund.payment.outcome = payment::Outcome::refunded;
    return tell_payer(tx, context, refund);
}

}  // namespace

Result<store::Refund> decide_refund(sql::Transaction& tx, Context const& context,
                                    DecideRefund const& input) {
    auto const reach = TRY(permitted(tx, context, action_for(input.step)));
    TRY(payment::check_reason(input.step, input.reason));
    auto refund = TRY(store::load_refund(tx, input.refund, {reach.office, reach.region}));
    auto const state =
        TRY(payment::step(refund.state, input.step, reach.officer, refund.approved_by));
    refund.state = state;
    refund.reason = input.reason;
    if (state == RefundState::approved) refund.approved_by = reach.officer;
    if (state == RefundState::refused) refund.approved_by = {};
    refund.decided_at = context.now;
    TRY(store::save_refund(tx, refund));
    ++refund.version;
    TRY(audit(tx, context,
              {.kind = "refund",
               .subject = refund.id.value,
               .version = refund.version,
               .action = to_text(state),
               .rule = "R6 D4",
               .result = std::string{to_text(refund.reason)}}));
    if (state == RefundState::paid) TRY(pay_out(tx, context, refund));
    return refund;
}

}  // namespace mpaspor::app
