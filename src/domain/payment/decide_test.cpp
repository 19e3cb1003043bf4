#include "domain/payment/decide.hpp"

#include "domain/application/lifecycle.hpp"
#include "testing/money_table.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace mpaspor;
using namespace mpaspor::payment;
using application::Channel;
using application::State;
using E = application::Event;

namespace {

PaymentFacts facts_of(std::string_view sentence) {
    auto const cases = testing::payment_cases();
    auto const found = std::ranges::find(cases, sentence, &testing::PaymentCase::sentence);
    REQUIRE(found != cases.end());
    return found->facts;
}

E event_told(PaymentFacts const& facts) {
    return *decide(Notice::told, facts).booked->event;
}

}  // namespace

TEST_CASE("D4: each sentence has its event, its outcome and its answer to the bank") {
    struct Row {
        std::string_view sentence;
        E event;
        Outcome outcome;
        BankAnswer asked;
    };
    using enum Outcome;
    using enum BankAnswer;
    for (auto const& row : {
             Row{"in time, to the second", E::paid_in_time, applied, accepted},
             Row{"in time with a fraction of a second", E::paid_in_time, applied, accepted},
             Row{"in time, known late, the place still free", E::paid_in_time, applied, accepted},
             Row{"in time, known late, the place gone: granted", E::paid_in_time_regranted, applied,
                 accepted},
             Row{"in time, known after the applicant withdrew: reinstated",
                 E::paid_in_time_regranted, applied, accepted},
             Row{"in time, but of an earlier bill, a place is held", E::paid_by_earlier_bill,
                 applied, accepted},
             Row{"in time, but of an earlier bill, a newer one is open", E::paid_by_earlier_bill,
                 applied, accepted},
             Row{"after the examination", E::paid_after_examination, applied, accepted},
             Row{"late, the place not released yet", E::paid_late_same_place, applied, expired},
             Row{"late, the same place free", E::paid_late_same_place, applied, expired},
             Row{"late, the nearest place free", E::paid_late_reseated, applied, expired},
             Row{"late, none free within the horizon", E::paid_late_unplaced, applied, expired},
             Row{"late, after the applicant withdrew", E::paid_after_end, refund_due, expired},
             Row{"late after the examination: no place is at stake", E::paid_after_examination,
                 applied, expired},
             Row{"paid twice", E::paid_again, refund_due, paid_already},
             Row{"paid twice, the second on an earlier bill", E::paid_again, refund_due,
                 paid_already},
             Row{"wrong amount", E::paid_wrong_amount, refund_due, wrong_amount},
             Row{"an earlier bill that does not cover the newer one", E::paid_wrong_amount,
                 refund_due, wrong_amount},
             Row{"the NIK went on elsewhere", E::paid_elsewhere, refund_due, expired},
             Row{"the NIK's owner had claimed it", E::paid_after_end, refund_due, expired},
         }) {
        CAPTURE(row.sentence);
        PaymentFacts const facts = facts_of(row.sentence);
        Decision const told = decide(Notice::told, facts);
        CHECK(told.answer == accepted);
        REQUIRE(told.booked.has_value());
        CHECK(told.booked->outcome == row.outcome);
        CHECK(told.booked->event == row.event);
        CHECK(told.booked->bill_event ==
              (row.outcome == applied ? BillEvent::settled : BillEvent::owed_back));

        Decision const asked = decide(Notice::asked, facts);
        CHECK(asked.answer == row.asked);
        CHECK(asked.booked == (row.asked == accepted ? told.booked : std::nullopt));
    }
}

TEST_CASE("D4: every sentence's event has a row in the application's state and in the bill's") {
    for (testing::PaymentCase const& row : testing::payment_cases()) {
        if (!row.facts.bill) continue;
        CAPTURE(row.sentence);
        Booked const booked = *decide(Notice::told, row.facts).booked;
        CHECK(application::step(row.facts.channel, row.facts.state, *booked.event).has_value());
        CHECK(step(row.facts.bill->state, *booked.bill_event).has_value());
    }
}

TEST_CASE("D4: money for a bill that nobody knows is the treasurer's, and refused where asked") {
    PaymentFacts const facts = facts_of("no such bill");
    CHECK(
        decide(Notice::told, facts) ==
        Decision{.answer = BankAnswer::accepted, .booked = Booked{.outcome = Outcome::refund_due}});
    CHECK(decide(Notice::asked, facts) == Decision{.answer = BankAnswer::unknown_bill});
}

TEST_CASE("D4: whoever is second is told so, also when late and wrong; late comes before wrong") {
    PaymentFacts facts = facts_of("late, the place not released yet");
    facts.amount = Rupiah{1};
    CHECK(decide(Notice::asked, facts).answer == BankAnswer::expired);
    CHECK(event_told(facts) == E::paid_wrong_amount);
    facts.settled = true;
    facts.state = State::scheduled;
    CHECK(decide(Notice::asked, facts).answer == BankAnswer::paid_already);
    CHECK(event_told(facts) == E::paid_again);
}

TEST_CASE("D4: the amount of an earlier bill counts against the newer one, and covers when equal") {
    PaymentFacts facts = facts_of("an earlier bill that does not cover the newer one");
    facts.newer_bill = facts.bill->amount;
    CHECK(event_told(facts) == E::paid_by_earlier_bill);
}

TEST_CASE("D4: late money of an earlier bill settles at the place held now") {
    PaymentFacts facts = facts_of("in time, but of an earlier bill, a newer one is open");
    facts.bank_time += std::chrono::hours{5};
    CHECK(event_told(facts) == E::paid_by_earlier_bill);
    CHECK(decide(Notice::asked, facts).answer == BankAnswer::expired);
}

TEST_CASE("D4: a draft whose earlier bill is paid is treated like an expired application") {
    for (std::string_view const sentence :
         {"in time, known late, the place still free",
          "in time, known late, the place gone: granted", "late, the same place free",
          "late, the nearest place free", "late, none free within the horizon",
          "the NIK went on elsewhere"}) {
        PaymentFacts facts = facts_of(sentence);
        E const event = event_told(facts);
        facts.state = State::draft;
        CHECK(event_told(facts) == event);
    }
}

TEST_CASE(
    "D4: after the examination money for what has ended is owed back, however early it came") {
    PaymentFacts facts = facts_of("after the examination");
    for (State const state : {State::cancelled, State::refused}) {
        facts.state = state;
        for (bool const elsewhere : {false, true}) {
            facts.nik_elsewhere = elsewhere;
            CHECK(event_told(facts) == E::paid_after_end);
        }
    }
}

TEST_CASE("an inquiry shows a bill that is open and in time, and says why not otherwise (3.9)") {
    Instant const deadline{std::chrono::seconds{1'000}};
    BillFacts bill{.state = BillState::open, .amount = Rupiah{650'000}, .deadline = deadline};
    CHECK(inquiry(bill, deadline) == BankAnswer::accepted);
    CHECK(inquiry(bill, deadline + std::chrono::seconds{1}) == BankAnswer::expired);
    CHECK(inquiry(std::nullopt, deadline) == BankAnswer::unknown_bill);
    bill.state = BillState::paid;
    CHECK(inquiry(bill, deadline) == BankAnswer::paid_already);
    for (BillState const over : {BillState::expired, BillState::voided}) {
        bill.state = over;
        CHECK(inquiry(bill, deadline) == BankAnswer::expired);
    }
}

TEST_CASE("outcomes are read back by name") {
    for (std::size_t i = 0; i < kOutcomes.size(); ++i) {
        CHECK(*outcome_from_text(kOutcomes[i]) == static_cast<Outcome>(i));
    }
    CHECK(outcome_from_text("lost").error().code == Code::unknown_value);
}
