#include "domain/payment/decide.hpp"

#include "domain/payment/deadline.hpp"

#include <algorithm>
#include <utility>

namespace mpaspor::payment {
namespace {

using application::Channel;
using application::Event;
using application::State;

static_assert(kOutcomes.size() == std::to_underlying(Outcome::forfeited) + std::size_t{1});

bool never_settles(Event event) {
    using enum Event;
    return event == paid_again || event == paid_wrong_amount || event == paid_elsewhere ||
           event == paid_after_end;
}

bool has_draft(State state) {
    return state == State::draft || state == State::expired;
}

/// Money for an application without a place, by what can be found for it.
Event late_event(Place place) {
    switch (place) {
        case Place::same_free: return Event::paid_late_same_place;
        case Place::other_free: return Event::paid_late_reseated;
        case Place::none_free: return Event::paid_late_unplaced;
    }
    std::unreachable();
}

/// Channels that pay after the examination have no place at stake, so late is as good as in time.
Event office_event(PaymentFacts const& facts) {
    if (facts.state != State::awaiting_payment) return Event::paid_after_end;
    return facts.newer_bill ? Event::paid_by_earlier_bill : Event::paid_after_examination;
}

Event app_event(PaymentFacts const& facts, bool was_in_time) {
    bool const has_newer_place = facts.state == State::held || facts.newer_bill.has_value();
    if (has_newer_place) return Event::paid_by_earlier_bill;
    if (facts.state == State::awaiting_payment) {
        return was_in_time ? Event::paid_in_time : Event::paid_late_same_place;
    }
    if (was_in_time) {
        return facts.place == Place::same_free ? Event::paid_in_time
                                               : Event::paid_in_time_regranted;
    }
    return has_draft(facts.state) ? late_event(facts.place) : Event::paid_after_end;
}

Event event_of(PaymentFacts const& facts, BillFacts const& bill) {
    if (facts.settled) return Event::paid_again;
    bool const may_return =
        has_draft(facts.state) || facts.state == State::cancelled || application::live(facts.state);
    if (!application::live(facts.state) && may_return && facts.nik_elsewhere) {
        return facts.channel == Channel::app ? Event::paid_elsewhere : Event::paid_after_end;
    }
    if (facts.ended_for_good) return Event::paid_after_end;
    // The newer bill of a changed application may cost more: the old amount does not cover it.
    bool const covers = facts.newer_bill.value_or(bill.amount) == bill.amount;
    if (facts.amount != bill.amount || !covers) return Event::paid_wrong_amount;
    return facts.channel == Channel::app ? app_event(facts, in_time(facts.bank_time, bill.deadline))
                                         : office_event(facts);
}

/// Why the bank is refused, or `accepted`.
BankAnswer answer_to(Event event, PaymentFacts const& facts, BillFacts const& bill) {
    if (event == Event::paid_again) return BankAnswer::paid_already;
    if (!in_time(facts.bank_time, bill.deadline)) return BankAnswer::expired;
    if (event == Event::paid_wrong_amount) return BankAnswer::wrong_amount;
    // Nothing is left that this money could settle.
    if (never_settles(event)) return BankAnswer::expired;
    return BankAnswer::accepted;
}

}  // namespace

Result<Outcome> outcome_from_text(std::string_view text) {
    auto const name = std::ranges::find(kOutcomes, text);
    if (name == kOutcomes.end()) return fail(Code::unknown_value, "outcome");
    return static_cast<Outcome>(name - kOutcomes.begin());
}

Decision decide(Notice notice, PaymentFacts const& facts) {
    bool const asked = notice == Notice::asked;
    if (!facts.bill) {
        if (asked) return {.answer = BankAnswer::unknown_bill};
        return {.answer = BankAnswer::accepted, .booked = Booked{.outcome = Outcome::refund_due}};
    }
    Event const event = event_of(facts, *facts.bill);
    if (asked) {
        BankAnswer const answer = answer_to(event, facts, *facts.bill);
        if (answer != BankAnswer::accepted) return {.answer = answer};
    }
    bool const owed = never_settles(event);
    return {.answer = BankAnswer::accepted,
            .booked = Booked{.outcome = owed ? Outcome::refund_due : Outcome::applied,
                             .event = event,
                             .bill_event = owed ? BillEvent::owed_back : BillEvent::settled}};
}

BankAnswer inquiry(std::optional<BillFacts> const& bill, Instant now) {
    if (!bill) return BankAnswer::unknown_bill;
    if (bill->state == BillState::paid) return BankAnswer::paid_already;
    bool const payable = bill->state == BillState::open && in_time(now, bill->deadline);
    return payable ? BankAnswer::accepted : BankAnswer::expired;
}

}  // namespace mpaspor::payment
