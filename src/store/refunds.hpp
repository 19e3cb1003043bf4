#pragma once
/// What the treasury does about money that is owed back (R6). A payment has a row here from the
/// moment its outcome is refund_due.

#include "domain/payment/refund.hpp"
#include "store/payments.hpp"
#include "store/requests.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::store {

struct Refund {
    RefundId id;
    Payment payment;
    OfficeId office;  ///< {}: no bill has the code.
    std::string office_code = {};
    payment::RefundState state = payment::RefundState::due;
    payment::RefundReason reason = payment::RefundReason::none;
    Instant opened;
    OfficerId approved_by = {};
    std::optional<Instant> decided_at = {};
    std::int64_t version = 0;
};

/// A number that the same names always give, and others practically never.
std::int64_t number_of_names(std::string_view names);

/// Within an officer's reach. Errors: request_not_found; the same for one out of reach.
Result<Refund> load_refund(sql::Transaction& tx, RefundId id, OfficeReach const& reach);

/// Those in reach in this state, oldest first, behind `after` ({}: from the first), at most `most`.
Result<std::vector<Refund>> refunds_in_reach(sql::Transaction& tx, payment::RefundState state,
                                             OfficeReach const& reach, RefundId after, int most);

/// Writes state, reason, approver and time of decision over the version before.
/// Errors: storage_conflict.
Result<void> save_refund(sql::Transaction& tx, Refund const& refund);

}  // namespace mpaspor::store
