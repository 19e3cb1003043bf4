#include "app/payment/read_refunds.hpp"

#include "app/office/permitted.hpp"
#include "app/rights/record_access.hpp"

namespace mpaspor::app {
namespace {

/// Whoever may open the operator's socket sees the books.
Result<Reach> reach_of(sql::Transaction& tx, Context const& context) {
    if (context.actor.kind == ActorKind::operator_) return Reach{};
    return permitted(tx, context, office::Action::read_treasury);
}

}  // namespace

Result<RefundPage> read_refunds(sql::Transaction& tx, Context const& context,
                                payment::RefundState state, RefundId after) {
    auto const reach = TRY(reach_of(tx, context));
    auto refunds = TRY(store::refunds_in_reach(tx, state, {reach.office, reach.region}, after,
                                               kRefundsPerPage + 1));
    bool const more = refunds.size() > static_cast<std::size_t>(kRefundsPerPage);
    if (more) refunds.pop_back();
    return RefundPage{std::move(refunds), more};
}

Result<store::Refund> look_at_refund(sql::Transaction& tx, Context const& context, RefundId id) {
    auto const reach = TRY(permitted(tx, context, office::Action::read_treasury));
    auto refund = TRY(store::load_refund(tx, id, {reach.office, reach.region}));
    if (refund.payment.application == ApplicationId{}) return refund;
    auto const application = TRY(store::load_any_application(tx, refund.payment.application));
    TRY(record_access(tx, context, application, office::Purpose::payment,
                      {office::DataKind::payments}));
    return refund;
}

}  // namespace mpaspor::app
