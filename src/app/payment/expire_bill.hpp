#pragma once

#include "app/context.hpp"
#include "domain/payment/deadline.hpp"
#include "sql/connection.hpp"

namespace mpaspor::app {

struct ExpireBill {
    BillId bill;
    Instant due;  ///< Of the timer that rang.
    /// What the biller said when it was asked just now. What it holds went to settle_payment first.
    payment::BillerSays biller = payment::BillerSays::unknown;
};

/// A bill was not paid within its two hours: the place goes back, the draft stays (002-F3, D4, R5).
/// The biller's silence keeps the place for 15 minutes at most (D5). Does nothing when the bill has
/// moved on.
Result<void> expire_bill(sql::Transaction& tx, Context const& context, ExpireBill const& input);

}  // namespace mpaspor::app
