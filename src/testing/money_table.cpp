#include "testing/money_table.hpp"

#include "domain/payment/bill.hpp"
#include "domain/payment/money.hpp"
#include "testing/text_table.hpp"

#include <array>
#include <chrono>
#include <functional>
#include <utility>

namespace mpaspor::testing {
namespace {

using application::Channel;
using application::State;
using payment::BankAnswer;
using payment::BillFacts;
using payment::BillState;
using payment::Booked;
using payment::Notice;
using payment::PaymentFacts;
using payment::Place;
using std::chrono::seconds;

constexpr Rupiah kFee{650'000};
constexpr Instant kDeadline{seconds{1'800'000'000}};

/// An application that waits for exactly this payment, changed by `change`.
PaymentFacts facts(std::function<void(PaymentFacts&)> const& change) {
    PaymentFacts facts{.amount = kFee, .bank_time = kDeadline};
    facts.bill = BillFacts{.state = BillState::open, .amount = kFee, .deadline = kDeadline};
    change(facts);
    return facts;
}

PaymentFacts ended(State state, BillState bill, std::function<void(PaymentFacts&)> const& change) {
    return facts([&](PaymentFacts& f) {
        f.state = state;
        f.bill->state = bill;
        change(f);
    });
}

void nothing(PaymentFacts&) {}

void late(PaymentFacts& f) {
    f.bank_time = kDeadline + seconds{1};
}

/// Late, and then this place can be found.
auto late_with(Place place) {
    return [place](PaymentFacts& f) {
        late(f);
        f.place = place;
    };
}

void add_in_time(std::vector<PaymentCase>& cases) {
    using enum State;
    cases.push_back({"in time, to the second", facts(nothing)});
    cases.push_back({"in time with a fraction of a second", facts([](PaymentFacts& f) {
                         f.bank_time = kDeadline + std::chrono::milliseconds{999};
                     })});
    cases.push_back(
        {"in time, known late, the place still free",
         ended(expired, BillState::expired, [](PaymentFacts& f) { f.place = Place::same_free; })});
    cases.push_back({"in time, known late, the place gone: granted",
                     ended(expired, BillState::expired, nothing)});
    cases.push_back({"in time, known after the applicant withdrew: reinstated",
                     ended(cancelled, BillState::voided, nothing)});
    cases.push_back({"in time, but of an earlier bill, a place is held",
                     ended(held, BillState::expired, nothing)});
    cases.push_back({"in time, but of an earlier bill, a newer one is open",
                     ended(awaiting_payment, BillState::expired,
                           [](PaymentFacts& f) { f.newer_bill = kFee; })});
    cases.push_back(
        {"after the examination", facts([](PaymentFacts& f) { f.channel = Channel::walk_in; })});
}

void add_late(std::vector<PaymentCase>& cases) {
    using enum State;
    cases.push_back({"late, the place not released yet", facts(late)});
    cases.push_back({"late, the same place free",
                     ended(expired, BillState::expired, late_with(Place::same_free))});
    cases.push_back({"late, the nearest place free",
                     ended(expired, BillState::expired, late_with(Place::other_free))});
    cases.push_back({"late, none free within the horizon",
                     ended(expired, BillState::expired, late_with(Place::none_free))});
    cases.push_back({"late, after the applicant withdrew",
                     ended(cancelled, BillState::voided, late_with(Place::same_free))});
    cases.push_back({"late after the examination: no place is at stake", facts([](PaymentFacts& f) {
                         late(f);
                         f.channel = Channel::walk_in;
                         f.bill->state = BillState::expired;
                     })});
}

void add_owed_back(std::vector<PaymentCase>& cases) {
    using enum State;
    cases.push_back({"paid twice",
                     ended(scheduled, BillState::paid, [](PaymentFacts& f) { f.settled = true; })});
    cases.push_back(
        {"paid twice, the second on an earlier bill",
         ended(scheduled, BillState::voided, [](PaymentFacts& f) { f.settled = true; })});
    cases.push_back({"wrong amount", facts([](PaymentFacts& f) { f.amount = Rupiah{350'000}; })});
    cases.push_back({"an earlier bill that does not cover the newer one",
                     ended(awaiting_payment, BillState::voided,
                           [](PaymentFacts& f) { f.newer_bill = Rupiah{950'000}; })});
    cases.push_back(
        {"the NIK went on elsewhere",
         ended(expired, BillState::expired, [](PaymentFacts& f) { f.nik_elsewhere = true; })});
    cases.push_back(
        {"the NIK's owner had claimed it",
         ended(cancelled, BillState::voided, [](PaymentFacts& f) { f.ended_for_good = true; })});
    cases.push_back({"no such bill", facts([](PaymentFacts& f) { f.bill.reset(); })});
}

std::string answer_text(BankAnswer answer) {
    static constexpr std::array<std::string_view, 5> kCodes{"2002500", "4042512", "4042513",
                                                            "4042514", "4042519"};
    return std::string{kCodes[std::to_underlying(answer)]};
}

std::string decisions_table() {
    std::vector<std::vector<std::string>> rows{
        {"payment", "bank asks", "money was taken", "event", "bill"}};
    for (PaymentCase const& row : payment_cases()) {
        Booked const booked = *decide(Notice::told, row.facts).booked;
        rows.push_back({std::string{row.sentence},
                        answer_text(decide(Notice::asked, row.facts).answer),
                        std::string{to_text(booked.outcome)},
                        booked.event ? std::string{to_text(*booked.event)} : "",
                        booked.bill_event ? std::string{to_text(*booked.bill_event)} : ""});
    }
    return markdown_table(rows);
}

std::string movements_table() {
    std::vector<std::vector<std::string>> rows{{"movement", "debit", "credit"}};
    for (payment::MovementRow const& row : payment::movements()) {
        rows.push_back({std::string{row.name}, std::string{to_text(row.debit)},
                        std::string{to_text(row.credit)}});
    }
    return markdown_table(rows);
}

}  // namespace

std::vector<PaymentCase> payment_cases() {
    std::vector<PaymentCase> cases;
    add_in_time(cases);
    add_late(cases);
    add_owed_back(cases);
    return cases;
}

std::string bill_table() {
    std::vector<std::vector<std::string>> rows;
    for (payment::BillTransition const& row : payment::bill_transitions()) {
        rows.push_back({std::string{to_text(row.from)}, std::string{to_text(row.on)},
                        std::string{to_text(row.to)}});
    }
    return aligned(rows);
}

std::string money_page() {
    return "# Money\n\n"
           "Printed from `src/domain/payment/` by `print_tables money`; a test compares this "
           "file.\n\n## Bills\n\nAn application has at most one bill that is open or paid. From, "
           "event, to.\n\n```\n" +
           bill_table() +
           "```\n\n## Payments\n\nWhat the bank is answered when it asks before it books, and what "
           "is booked when the money was taken\nall the same. A payment in time and right is "
           "accepted and booked either way.\n\n" +
           decisions_table() +
           "\n## Accounts\n\nA debit is above zero, a credit below. Whatever was received is at "
           "every "
           "moment in exactly one of\napplied, refund_due, refunded and forfeited.\n\n" +
           movements_table();
}

}  // namespace mpaspor::testing
