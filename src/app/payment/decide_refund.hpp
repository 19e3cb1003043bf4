#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/refunds.hpp"

namespace mpaspor::app {

struct DecideRefund {
    RefundId refund;
    payment::RefundStep step = payment::RefundStep::approve;
    payment::RefundReason reason = payment::RefundReason::none;
};

/// One step with money that is owed back (R6): approved by one officer, paid out by another, who
/// says with it that the payer has the money; or refused, which leaves it owed in the books. Paid
/// out, it stands in `refunded` (D4), and who has an application with it is told.
/// Errors: forbidden (also paid out by who approved it), request_not_found (also out of reach),
/// request_decided, unknown_value (the reason), storage_conflict.
Result<store::Refund> decide_refund(sql::Transaction& tx, Context const& context,
                                    DecideRefund const& input);

}  // namespace mpaspor::app
