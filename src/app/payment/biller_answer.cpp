#include "app/payment/biller_answer.hpp"

namespace mpaspor::app {

payment::BillerSays said_by(BillerAnswer const& answer) {
    if (!answer) return payment::BillerSays::unknown;
    return *answer ? payment::BillerSays::paid : payment::BillerSays::not_paid;
}

SettlePayment told_of(std::string_view provider, BillId bill, Biller::Paid const& paid) {
    return {.provider = std::string{provider},
            .reference = paid.payment_reference,
            .bill = bill,
            .amount = paid.amount,
            .bank_time = paid.bank_time,
            .notice = payment::Notice::told,
            .received = "status/" + paid.payment_reference,
            .sealed = {}};
}

}  // namespace mpaspor::app
