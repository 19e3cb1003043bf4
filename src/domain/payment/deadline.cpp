#include "domain/payment/deadline.hpp"

namespace mpaspor::payment {

Instant deadline(Instant issued, PaymentPolicy const& policy) {
    return floored_to_second(issued) + policy.window;
}

bool in_time(Instant bank_time, Instant deadline) {
    return floored_to_second(bank_time) <= deadline;
}

Instant ask_biller_at(Instant deadline, PaymentPolicy const& policy) {
    return deadline + policy.ask_after;
}

AfterDeadline after_deadline(BillerSays answer, Instant now, Instant deadline,
                             PaymentPolicy const& policy) {
    if (answer == BillerSays::paid) return AfterDeadline::settle;
    if (now < ask_biller_at(deadline, policy)) return AfterDeadline::ask_again;
    bool const waited_enough = now >= deadline + policy.keep_unanswered;
    return answer == BillerSays::not_paid || waited_enough ? AfterDeadline::release
                                                           : AfterDeadline::ask_again;
}

}  // namespace mpaspor::payment
