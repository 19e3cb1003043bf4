#include "app/application/give_place_back.hpp"

#include "app/transition.hpp"
#include "store/bills.hpp"
#include "store/seats.hpp"

namespace mpaspor::app {
namespace {

Result<void> void_bill(sql::Transaction& tx, ApplicationId application) {
    auto bill = TRY(store::open_bill(tx, application));
    if (!bill) return {};
    auto const state = TRY(payment::step(bill->state, payment::BillEvent::replaced));
    bill->state = state;
    return store::save_bill(tx, *bill);
}

}  // namespace

Result<void> give_place_back(sql::Transaction& tx, Context const& context,
                             store::Application const& before, application::Event event,
                             std::string_view rule) {
    auto const step = TRY(may(before, event));
    auto after = before;
    after.seat.reset();
    after.deadline.reset();
    after.bill.reset();
    if (before.seat && step.effects.contains(application::Effect::release_seat)) {
        TRY(store::return_seat(tx, before.seat->key, {before.id, context.now}));
    }
    TRY(advance(tx, context, before, std::move(after), event, rule));
    return void_bill(tx, before.id);
}

}  // namespace mpaspor::app
