#include "app/payment/settle_payment.hpp"

#include "app/booking/taking.hpp"
#include "app/policies.hpp"
#include "app/transition.hpp"
#include "base/invariant.hpp"
#include "store/audit.hpp"
#include "store/offices.hpp"
#include "store/payments.hpp"
#include "store/seats.hpp"

#include <array>

namespace mpaspor::app {
namespace {

using application::Effect;
using application::Event;
using payment::BankAnswer;
using payment::Place;

constexpr std::array<std::string_view, 5> kAnswers{"accepted", "unknown_bill", "wrong_amount",
                                                   "paid_already", "expired"};

BankAnswer answer_from(std::string_view text) {
    auto const* const it = std::ranges::find(kAnswers, text);
    INVARIANT(it != kAnswers.end());
    return static_cast<BankAnswer>(it - kAnswers.begin());
}

/// Everything that decides, and where the person could have a place.
struct Case {
    std::optional<store::Bill> bill = {};
    std::optional<store::Application> application = {};
    std::optional<store::Bill> newer = {};
    std::optional<booking::SeatKey> place = {};  ///< Free, for an application that has none.
    LocalDate first = {}, until = {};            ///< The dates it may be on.
    payment::PaymentFacts facts;
};

Result<std::optional<store::Bill>> find_bill(sql::Transaction& tx, BillId id) {
    auto bill = store::load_bill(tx, id);
    if (!bill && bill.error().code == Code::bill_not_found) return std::nullopt;
    TRY(bill);
    return *std::move(bill);
}

payment::BillFacts facts_of(store::Bill const& bill) {
    return {.state = bill.state, .amount = bill.amount, .deadline = bill.deadline};
}

/// D4: the same place, else the nearest free one of the same office and pool within the horizon.
Result<void> look_for_place(sql::Transaction& tx, Context const& context, Case& c) {
    auto const& wanted = c.bill->place;
    auto const point = TRY(store::load_service_point(tx, wanted.service_point));
    c.first = booking::earliest_date(point.zone, context.now, hold_policy(*context.settings));
    c.until =
        std::max(c.first, wanted.date) + std::chrono::days{context.settings->late_horizon_days + 1};
    auto const free = TRY(store::nearest_free(tx, wanted, c.first, c.until, context.now, 1));
    c.facts.place = free.empty()                 ? Place::none_free
                    : free.front().key == wanted ? Place::same_free
                                                 : Place::other_free;
    if (!free.empty()) c.place = free.front().key;
    return {};
}

/// Claimed by the NIK's owner (D8), or the applicant died: the last change of a cancelled one. Or
/// there is nothing left that a passport could be made from.
Result<bool> ended_for_good(sql::Transaction& tx, store::Application const& application) {
    if (application.state != application::State::cancelled) return false;
    auto const action =
        TRY(store::action_of(tx, "application", application.id.value, application.version));
    return action == application::to_text(Event::ended_by_claim) ||
           action == application::to_text(Event::applicant_died) || application.erased;
}

Result<Case> study(sql::Transaction& tx, Context const& context, SettlePayment const& input) {
    auto bill = TRY(find_bill(tx, input.bill));
    Case c{.bill = std::move(bill),
           .facts = {.amount = input.amount, .bank_time = floored_to_second(input.bank_time)}};
    if (!c.bill) return c;
    auto application = TRY(store::load_any_application(tx, c.bill->application));
    auto newer = TRY(store::open_bill(tx, application.id));
    auto const settled = TRY(store::has_paid_bill(tx, application.id));
    c.facts.bill = facts_of(*c.bill);
    c.facts.channel = application.channel;
    c.facts.state = application.state;
    c.facts.settled = settled;
    if (newer && newer->id != c.bill->id) {
        c.facts.newer_bill = newer->amount;
        c.newer = std::move(newer);
    }
    if (application.nik) {
        auto const elsewhere = TRY(store::nik_elsewhere(tx, application, context.now));
        c.facts.nik_elsewhere = elsewhere;
    }
    auto const ended = TRY(ended_for_good(tx, application));
    c.facts.ended_for_good = ended;
    c.application = std::move(application);
    if (!c.application->seat) TRY(look_for_place(tx, context, c));
    return c;
}

/// Where who paid in time is granted a place: the one that was paid for, unless its day has passed
/// or was closed; then a free one, or else the nearest that is not closed (D3, D4). With no day
/// left to come to it is the old one after all, for the office to move.
Result<booking::SeatKey> place_to_grant(sql::Transaction& tx, Case const& c) {
    auto const& wanted = c.bill->place;
    auto const open = TRY(store::nearest_open(tx, wanted, c.first, c.until));
    if (!open || *open == wanted) return wanted;
    return c.place.value_or(*open);
}

/// The seat that the event asks for, taken.
Result<std::optional<booking::Seat>> seat_for(sql::Transaction& tx, Context const& context,
                                              Case const& c, application::Effects effects) {
    store::SeatUse const use{c.application->id, context.now};
    if (effects.contains(Effect::take_seat)) {
        INVARIANT(c.place);
        auto const seat = TRY(take_found(tx, *c.place, use));
        return seat;
    }
    if (effects.contains(Effect::grant_seat)) {
        auto const place = TRY(place_to_grant(tx, c));
        auto const seat = TRY(store::grant_seat(tx, place, use));
        return seat;
    }
    return c.application->seat;
}

Result<void> move_bill(sql::Transaction& tx, store::Bill bill, payment::BillEvent event,
                       std::optional<Instant> paid_at) {
    auto const state = TRY(payment::step(bill.state, event));
    if (state == bill.state) return {};
    bill.state = state;
    if (paid_at) bill.paid_at = paid_at;
    return store::save_bill(tx, bill);
}

Result<void> move_application(sql::Transaction& tx, Context const& context, Case const& c,
                              Event event) {
    auto const step = TRY(may(*c.application, event));
    auto const seat = TRY(seat_for(tx, context, c, step.effects));
    auto after = *c.application;
    after.seat = seat;
    if (step.effects.contains(Effect::settle)) {
        after.bill = c.bill->id;
        after.paid_at = c.facts.bank_time;
        after.deadline.reset();
        if (seat) after.first_visit = seat->key.date;
    }
    auto const moved = advance(tx, context, *c.application, std::move(after), event, "D4 002-A1");
    if (!moved && moved.error().code == Code::nik_has_live_application) {
        return fail(Code::storage_conflict, "the NIK went on elsewhere meanwhile");
    }
    TRY(moved);
    if (c.newer && step.effects.contains(Effect::void_bill)) {
        TRY(move_bill(tx, *c.newer, payment::BillEvent::replaced, std::nullopt));
    }
    return {};
}

Result<void> book(sql::Transaction& tx, Context const& context, SettlePayment const& input,
                  Case const& c, payment::Booked const& booked) {
    if (booked.event) TRY(move_application(tx, context, c, *booked.event));
    if (booked.bill_event && c.bill) {
        auto const paid_at = booked.outcome == payment::Outcome::applied
                                 ? std::optional{c.facts.bank_time}
                                 : std::nullopt;
        TRY(move_bill(tx, *c.bill, *booked.bill_event, paid_at));
    }
    return store::insert_payment(tx, {.provider = input.provider,
                                      .reference = input.reference,
                                      .bill = input.bill,
                                      .application = c.bill ? c.bill->application : ApplicationId{},
                                      .amount = input.amount,
                                      .bank_time = c.facts.bank_time,
                                      .received_at = context.now,
                                      .outcome = booked.outcome});
}

}  // namespace

Result<BankAnswer> settle_payment(sql::Transaction& tx, Context const& context,
                                  SettlePayment const& input) {
    auto const before = TRY(store::answer_given(tx, input.provider, input.received));
    if (before) return answer_from(*before);
    auto const known = TRY(store::find_payment(tx, input.provider, input.reference));
    auto answer = BankAnswer::accepted;
    if (!known) {
        auto const c = TRY(study(tx, context, input));
        auto const decision = payment::decide(input.notice, c.facts);
        answer = decision.answer;
        if (decision.booked) TRY(book(tx, context, input, c, *decision.booked));
    }
    TRY(store::insert_inbox(tx, {.provider = input.provider,
                                 .external_id = input.received,
                                 .sealed = input.sealed,
                                 .answer = std::string{kAnswers[std::to_underlying(answer)]},
                                 .received_at = context.now}));
    return answer;
}

Result<std::vector<booking::SeatKey>> seats_to_settle(sql::Transaction& tx, BillId id) {
    auto const bill = TRY(find_bill(tx, id));
    if (!bill) return std::vector<booking::SeatKey>{};
    return std::vector{bill->place};
}

Result<BillPresented> present_bill(sql::Transaction& tx, Context const& context, BillId id) {
    auto bill = TRY(find_bill(tx, id));
    std::optional<payment::BillFacts> facts;
    if (bill) facts = facts_of(*bill);
    return BillPresented{payment::inquiry(facts, floored_to_second(context.now)), std::move(bill)};
}

}  // namespace mpaspor::app
