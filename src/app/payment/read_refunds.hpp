#pragma once
/// What the treasury sees of money that is owed back. The list has nothing about a person; a look
/// at one names the application, and is written down.

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/refunds.hpp"

#include <vector>

namespace mpaspor::app {

inline constexpr int kRefundsPerPage = 20;

struct RefundPage {
    std::vector<store::Refund> refunds;
    bool more = false;
};
/// Those in a state that the actor may see, oldest first, behind `after`. A query. The operator
/// sees all. Errors: forbidden.
Result<RefundPage> read_refunds(sql::Transaction& tx, Context const& context,
                                payment::RefundState state, RefundId after);

/// Errors: forbidden, request_not_found (also out of reach).
Result<store::Refund> look_at_refund(sql::Transaction& tx, Context const& context, RefundId id);

}  // namespace mpaspor::app
