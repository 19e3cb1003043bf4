#include "app/application/withdraw_application.hpp"

#include "app/transition.hpp"
#include "store/bills.hpp"
#include "store/seats.hpp"

namespace mpaspor::app {
namespace {

using application::Event;

Result<void> void_bill(sql::Transaction& tx, ApplicationId application) {
    auto bill = TRY(store::open_bill(tx, application));
    if (!bill) return {};
    auto const state = TRY(payment::step(bill->state, payment::BillEvent::replaced));
    bill->state = state;
    return store::save_bill(tx, *bill);
}

}  // namespace

Result<void> give_place_back(sql::Transaction& tx, Context const& context, ApplicationId id,
                             Event event, std::string_view rule) {
    auto const owner = TRY(context.actor.account());
    auto const before = TRY(store::load_application(tx, id, owner));
    TRY(may(before, event));
    auto after = before;
    after.seat.reset();
    after.deadline.reset();
    after.bill.reset();
    if (before.seat) {
        TRY(store::return_seat(tx, before.seat->key, {before.id, context.now}));
    }
    TRY(advance(tx, context, before, std::move(after), event, rule));
    return void_bill(tx, id);
}

Result<void> withdraw_application(sql::Transaction& tx, Context const& context, ApplicationId id) {
    return give_place_back(tx, context, id, Event::withdrawn, "R8");
}

}  // namespace mpaspor::app
