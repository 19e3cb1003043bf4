#include "domain/payment/refund.hpp"

#include <algorithm>

namespace mpaspor::payment {

Result<RefundState> refund_state_from_text(std::string_view text) {
    auto const* const it = std::ranges::find(kRefundStates, text);
    if (it == kRefundStates.end()) return fail(Code::unknown_value, "a refund's state");
    return static_cast<RefundState>(it - kRefundStates.begin());
}

Result<RefundReason> refund_reason_from_text(std::string_view text) {
    auto const* const it = std::ranges::find(kRefundReasons, text);
    if (it == kRefundReasons.end()) return fail(Code::unknown_value, "a refusal's reason");
    return static_cast<RefundReason>(it - kRefundReasons.begin());
}

Result<RefundState> step(RefundState state, RefundStep step, OfficerId by, OfficerId approved_by) {
    switch (step) {
        case RefundStep::approve:
            if (state == RefundState::due || state == RefundState::refused) {
                return RefundState::approved;
            }
            break;
        case RefundStep::pay_out:
            if (state != RefundState::approved) break;
            if (by == approved_by) return fail(Code::forbidden, "approved by the same person");
            return RefundState::paid;
        case RefundStep::refuse:
            if (state == RefundState::due || state == RefundState::approved) {
                return RefundState::refused;
            }
            break;
    }
    return fail(Code::request_decided);
}

Result<void> check_reason(RefundStep step, RefundReason reason) {
    bool const fits = (step == RefundStep::refuse) == (reason != RefundReason::none);
    if (!fits) return refuse(Code::unknown_value, "/reason");
    return {};
}

}  // namespace mpaspor::payment
