#include "app/request/decide_claim.hpp"

#include "app/application/give_place_back.hpp"
#include "app/office/permitted.hpp"
#include "app/request/limits.hpp"
#include "app/transition.hpp"
#include "store/outbox.hpp"
#include "store/payments.hpp"

namespace mpaspor::app {
namespace {

using application::Effect;
using application::Event;
using office::RequestKind;
using office::RequestState;

/// Behind the notices that a change of state makes.
constexpr int kFirstNotice = 10;

/// D8: the stranger's application ends, with its place and its money.
Result<void> end_application(sql::Transaction& tx, Context const& context,
                             store::Application const& before) {
    auto const step = TRY(may(before, Event::ended_by_claim));
    TRY(give_place_back(tx, context, before, Event::ended_by_claim, "D8 D4"));
    if (!step.effects.contains(Effect::refund_fee) || !before.bill) return {};
    return store::owe_applied(tx, *before.bill, context.now);
}

Result<void> uphold(sql::Transaction& tx, Context const& context, store::Request const& request) {
    auto const holder = TRY(store::live_of_nik(tx, request.nik_index));
    if (holder && holder->account != request.account) {
        TRY(end_application(tx, context, *holder));
    }
    auto const days = std::chrono::days{context.settings->claim_reserves_days};
    return store::reserve_nik(tx, request.nik_index, request.account, context.now + days);
}

Result<void> tell_asker(sql::Transaction& tx, Context const& context,
                        store::Request const& request) {
    auto topic = "notify.claim_" + std::string{to_text(request.state)};
    if (request.state == RequestState::rejected) {
        topic += '_' + std::string{to_text(request.reason)};
    }
    return store::enqueue(tx, {.request = context.request,
                               .number = kFirstNotice,
                               .topic = topic,
                               .application = request.application,
                               .sealed = {},
                               .created = context.now});
}

}  // namespace

Result<store::Request> decide_claim(sql::Transaction& tx, Context const& context,
                                    Decision const& input) {
    auto const reach = TRY(permitted(tx, context, office::Action::decide_claims));
    auto request =
        TRY(store::load_request(tx, RequestKind::claim, input.name, {reach.office, reach.region}));
    if (request.state != RequestState::open) return fail(Code::request_decided);
    TRY(office::check_decision(RequestKind::claim, input.outcome, input.reason));
    request.state = input.outcome;
    request.reason = input.reason;
    request.decided_at = context.now;
    if (input.outcome == RequestState::upheld) TRY(uphold(tx, context, request));
    TRY(store::save_request(tx, request));
    TRY(audit_request(tx, context, request.id, request.version + 1, to_text(request.state),
                      to_text(request.reason)));
    TRY(tell_asker(tx, context, request));
    return request;
}

Result<std::vector<booking::SeatKey>> seat_of_claim(sql::Transaction& tx, std::string_view name) {
    std::vector<booking::SeatKey> seats;
    auto const request = store::load_request(tx, RequestKind::claim, name, store::OfficeReach{});
    if (!request && request.error().code == Code::request_not_found) return seats;
    TRY(request);
    auto const holder = TRY(store::live_of_nik(tx, request->nik_index));
    if (holder && holder->seat) seats.push_back(holder->seat->key);
    return seats;
}

}  // namespace mpaspor::app
