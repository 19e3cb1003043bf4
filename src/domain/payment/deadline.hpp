#pragma once

#include "base/types.hpp"

#include <chrono>
#include <cstdint>

namespace mpaspor::payment {

/// Settings (002-F3, D5, 9.2).
struct PaymentPolicy {
    std::chrono::seconds window{7'200};
    std::chrono::seconds ask_after{1};  ///< After the deadline, before a place is released.
    std::chrono::seconds keep_unanswered{15 *
                                         60};  ///< How long the biller's silence keeps a place.
};

/// The last second in which the bill may be paid, inclusive: issue, floored to seconds, plus the
/// window (1.7, D4).
Instant deadline(Instant issued, PaymentPolicy const& policy);

/// By the bank's time, floored to seconds, inclusive (D4).
bool in_time(Instant bank_time, Instant deadline);

/// When the biller is asked whether the bill was paid after all. Also the first moment at which it
/// counts as not paid in time.
Instant ask_biller_at(Instant deadline, PaymentPolicy const& policy);

enum class BillerSays : std::uint8_t { paid, not_paid, unknown };

enum class AfterDeadline : std::uint8_t {
    settle,     ///< It was paid: the payment is recorded instead.
    release,    ///< `payment_window_elapsed`.
    ask_again,  ///< The place is kept meanwhile.
};

/// What follows from the biller's answer at `now`, past the deadline: silence keeps a place for 15
/// minutes at most (D5).
AfterDeadline after_deadline(BillerSays answer, Instant now, Instant deadline,
                             PaymentPolicy const& policy);

}  // namespace mpaspor::payment
