#include "app/payment/expire_bill.hpp"

#include "app/policies.hpp"
#include "app/transition.hpp"
#include "base/invariant.hpp"
#include "store/bills.hpp"
#include "store/seats.hpp"
#include "store/timers.hpp"

namespace mpaspor::app {
namespace {

using application::Event;
using payment::BillerSays;
using store::TimerKind;

/// Between two questions while the biller does not answer.
constexpr std::chrono::seconds kAskAgainAfter{30};

Result<void> release(sql::Transaction& tx, Context const& context, store::Bill bill) {
    auto const before = TRY(store::load_any_application(tx, bill.application));
    INVARIANT(before.seat);
    auto after = before;
    after.seat.reset();
    after.deadline.reset();
    after.bill.reset();
    auto const state = TRY(payment::step(bill.state, payment::BillEvent::window_elapsed));
    bill.state = state;
    TRY(store::return_seat(tx, before.seat->key, {before.id, context.now}));
    TRY(advance(tx, context, before, std::move(after), Event::payment_window_elapsed,
                "002-F3 D4 D5 R5"));
    return store::save_bill(tx, bill);
}

}  // namespace

Result<void> expire_bill(sql::Transaction& tx, Context const& context, ExpireBill const& input) {
    TRY(store::delete_timer(tx, {input.due, TimerKind::bill_deadline, input.bill.value}));
    auto const bill = TRY(store::load_bill(tx, input.bill));
    if (bill.state != payment::BillState::open) return {};
    // Settled before this, and the bill is open all the same: it was another amount, is owed back
    // (D4), and keeps no place for ever.
    auto const says = input.biller == BillerSays::paid ? BillerSays::not_paid : input.biller;
    auto const next = payment::after_deadline(says, context.now, bill.deadline,
                                              payment_policy(*context.settings));
    if (next == payment::AfterDeadline::release) return release(tx, context, bill);
    return store::insert_timer(
        tx, {context.now + kAskAgainAfter, TimerKind::bill_deadline, bill.id.value});
}

}  // namespace mpaspor::app
