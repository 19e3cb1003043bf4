#include "app/payment/submit_application.hpp"

#include "app/application/passport_check.hpp"
#include "app/booking/ready_for.hpp"
#include "app/payment/price.hpp"
#include "app/policies.hpp"
#include "app/transition.hpp"
#include "base/invariant.hpp"
#include "domain/booking/hold.hpp"
#include "store/timers.hpp"

namespace mpaspor::app {
namespace {

using application::Event;
using payment::BillState;

Result<store::Bill> new_bill(sql::Transaction& tx, Context const& context,
                             SubmitApplication const& input, store::Application const& before) {
    INVARIANT(before.product);
    auto const product = TRY(application::product_from_text(*before.product));
    auto const price = TRY(price_at(tx,
                                    {.product = product,
                                     .validity_years = before.validity_years,
                                     .accelerated = before.accelerated},
                                    context.now));
    auto const deadline = payment::deadline(context.now, payment_policy(*context.settings));
    return store::Bill{.id = input.bill,
                       .application = before.id,
                       .amount = price.total(),
                       .basis = price.legal_basis,
                       .issued_at = floored_to_second(context.now),
                       .deadline = deadline,
                       .place = before.seat->key,
                       .surcharge = price.surcharge,
                       .surcharge_basis = price.surcharge_basis};
}

}  // namespace

Result<store::Bill> submit_application(sql::Transaction& tx, Context const& context,
                                       SubmitApplication const& input) {
    auto const owner = TRY(context.actor.account());
    auto const before = TRY(store::load_application_to_book(tx, input.application, owner));
    TRY(may(before, Event::submitted));
    INVARIANT(before.seat);
    if (booking::hold_ran_out(before.state, before.deadline, context.arrived)) {
        return fail(Code::not_allowed_in_state);
    }
    TRY(ready_for(tx, context, before, before.seat->key));
    TRY(passport_checked(tx, context, before));
    auto bill = TRY(new_bill(tx, context, input, before));
    bool const free = bill.amount == Rupiah{0};

    auto after = before;
    after.bill = bill.id;
    if (free) {
        bill.state = BillState::paid;
        bill.paid_at = bill.issued_at;
        after.paid_at = bill.issued_at;
        after.first_visit = before.seat->key.date;
        after.deadline.reset();
    } else {
        after.deadline = bill.deadline;
        auto const ask = payment::ask_biller_at(bill.deadline, payment_policy(*context.settings));
        TRY(store::insert_timer(tx, {ask, store::TimerKind::bill_deadline, bill.id.value}));
    }
    TRY(advance(tx, context, before, std::move(after),
                free ? Event::submitted_free : Event::submitted, "002-S8 002-F3 002-A3"));
    TRY(store::insert_bill(tx, bill));
    return bill;
}

}  // namespace mpaspor::app
