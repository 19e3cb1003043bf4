/// What becomes of money (D4), said once more beside domain/payment/decide.cpp, in the words of the
/// paper and from the tables.
#include "app/payment/expire_bill.hpp"
#include "domain/payment/decide.hpp"
#include "sim/judged.hpp"
#include "store/applications.hpp"
#include "store/bills.hpp"
#include "store/payments.hpp"
#include "store/seats.hpp"

namespace mpaspor::sim {
namespace {

using namespace std::chrono;
using application::State;
using payment::BankAnswer;
using payment::Notice;
using payment::Outcome;

struct Expected {
    BankAnswer answer = BankAnswer::accepted;
    std::optional<Outcome> outcome = {};  ///< None: nothing is booked.
    bool settles = false;                 ///< The application is paid for by this message.
};

struct Facts {
    bool settled, in_time, elsewhere, right, given_up;
};

Expected expected_of(Notice notice, Facts const& f) {
    bool const owed = f.settled || f.elsewhere || !f.right || (!f.in_time && f.given_up);
    if (notice == Notice::told) {
        return {.outcome = owed ? Outcome::refund_due : Outcome::applied, .settles = !owed};
    }
    if (f.settled) return {.answer = BankAnswer::paid_already};
    if (!f.in_time || f.elsewhere) return {.answer = BankAnswer::expired};
    if (!f.right) return {.answer = BankAnswer::wrong_amount};
    return {.outcome = Outcome::applied, .settles = true};
}

Result<Facts> facts_of(sql::Transaction& tx, store::Bill const& bill,
                       app::SettlePayment const& input) {
    auto const a = TRY(store::load_any_application(tx, bill.application));
    auto const newer = TRY(store::open_bill(tx, a.id));
    auto const settled = TRY(store::has_paid_bill(tx, a.id));
    bool elsewhere = false;
    if (a.nik && !application::live(a.state)) {
        auto const other = TRY(store::nik_elsewhere(tx, a, input.bank_time));
        elsewhere = other;
    }
    return Facts{.settled = settled,
                 .in_time = input.bank_time <= bill.deadline,
                 .elsewhere = elsewhere,
                 .right = input.amount == bill.amount && (!newer || newer->amount == input.amount),
                 .given_up = a.state == State::cancelled};
}

Result<Expected> expect(sql::Transaction& tx, app::SettlePayment const& input) {
    auto const known = TRY(store::find_payment(tx, input.provider, input.reference));
    if (known) return Expected{.outcome = known->outcome};
    auto const bill = store::load_bill(tx, input.bill);
    if (!bill && bill.error().code == Code::bill_not_found) {
        if (input.notice == Notice::asked) return Expected{.answer = BankAnswer::unknown_bill};
        return Expected{.outcome = Outcome::refund_due};
    }
    TRY(bill);
    auto const facts = TRY(facts_of(tx, *bill, input));
    return expected_of(input.notice, facts);
}

}  // namespace

Result<BankAnswer> Judged::settle(sql::Transaction& tx, app::Context const& context,
                                  app::SettlePayment const& input) {
    auto const repeated = TRY(store::answer_given(tx, input.provider, input.received));
    auto const expected = TRY(expect(tx, input));
    auto told = input;
    auto const of = store::load_bill(tx, input.bill);
    if (of && !repeated) note_edge("deadline of a bill", input.bank_time, of->deadline);
    if (planted_ == Planted::deadline_exclusive && of && of->deadline == input.bank_time) {
        told.bank_time += 1s;
    }
    bool const second = planted_ == Planted::second_payment_kept && !repeated &&
                        expected.outcome == Outcome::refund_due;
    if (second) return BankAnswer::accepted;
    auto const answer = TRY(app::settle_payment(tx, context, told));
    if (repeated) return answer;

    require(answer == expected.answer, "the bank was given another answer than the right one (D4)");
    auto const booked = TRY(store::find_payment(tx, input.provider, input.reference));
    require(booked.has_value() == expected.outcome.has_value(),
            "money was booked that was refused, or taken and not booked (D4)");
    if (booked && expected.outcome) {
        require(booked->outcome == *expected.outcome, "money has another outcome (D4)");
        require(booked->amount == input.amount, "money was booked in another amount");
    }
    if (!expected.settles || !booked) return answer;
    auto const after = TRY(store::load_any_application(tx, booked->application));
    auto const bill = TRY(store::load_bill(tx, input.bill));
    bool const late = input.bank_time > bill.deadline;
    require((after.state == State::scheduled && after.seat) ||
                (late && after.state == State::paid_unplaced),
            "paid for, without a place (D4)");
    return answer;
}

/// D5: the bank is asked before a place is released, its silence keeps it for 15 minutes.
Result<void> Judged::end_bill(sql::Transaction& tx, app::Context const& context,
                              app::ExpireBill const& input, bool paid_in_time) {
    auto const before = TRY(store::load_bill(tx, input.bill));
    auto const a = TRY(store::load_any_application(tx, before.application));
    TRY(app::expire_bill(tx, context, input));
    auto const after = TRY(store::load_bill(tx, input.bill));
    bool const ended = before.state == payment::BillState::open && after.state != before.state;
    if (!ended) return {};
    bool const silent =
        input.biller == payment::BillerSays::unknown && context.now >= before.deadline + 15min;
    require(context.now > before.deadline, "a bill ended before its deadline");
    require(silent || !paid_in_time, "a place was released that the bank holds money for (D5)");
    if (planted_ == Planted::expiry_keeps_seat && a.seat) {
        TRY(store::grant_seat(tx, a.seat->key, {a.id, context.now}));
    }
    return after_return(tx, context, a.seat, a.id);
}

}  // namespace mpaspor::sim
