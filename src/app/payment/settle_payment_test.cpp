#include "app/payment/settle_payment.hpp"

#include "app/transition.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using application::State;
using payment::BankAnswer;
using payment::BillState;
using testing::Money;
using testing::Office;
using testing::on_each_office;
using testing::place;

namespace {

LocalDate const kDay = testing::kMonday + std::chrono::days{7};
booking::SeatKey const kPlace = place(kDay, 8);
booking::SeatKey const kOther = place(kDay, 9);

/// Taken already: the bank only tells of it.
Money told(Money money) {
    money.notice = payment::Notice::told;
    return money;
}

/// Out of the way, for somebody else's whole time.
void fill(Office& office, booking::SeatKey const& key) {
    while (office.row(key).free() > 0) office.scheduled(key);
}

struct Stands {
    State state;
    std::optional<booking::SeatKey> place;
    friend bool operator==(Stands const&, Stands const&) = default;
};
Stands stands(Office& office, testing::Applicant const& who) {
    auto const found = office.application(who);
    return {found.state, found.seat ? std::optional{found.seat->key} : std::nullopt};
}

std::int64_t in_account(Office& office, std::string const& account) {
    return office.count("SELECT COALESCE(-sum(amount), 0) FROM ledger_entry WHERE account = '" +
                        account + "'");
}

/// An expired one, whose place somebody else has now.
Office::Billed expired_and_replaced(Office& office) {
    office.open(kPlace, 1);
    auto const who = office.billed(kPlace);
    office.expire(who.bill);
    fill(office, kPlace);
    return who;
}

}  // namespace

TEST_CASE("payment: D4: in time and right settles the bill, and the visit is scheduled") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.billed(kPlace);
        auto const paid_at = office.now + 30min + 250ms;
        office.now += 31min;
        CHECK(office.pay(Office::full(who.bill, paid_at)).value() == BankAnswer::accepted);

        auto const now = office.application(who);
        CHECK(now.state == State::scheduled);
        CHECK(now.seat->key == kPlace);
        CHECK(now.paid_at == floored_to_second(paid_at));
        CHECK(now.first_visit == kDay);
        CHECK(now.bill == who.bill.id);
        CHECK_FALSE(now.deadline.has_value());
        auto const bill = office.bill(who.bill.id);
        CHECK(bill.state == BillState::paid);
        CHECK(bill.paid_at == floored_to_second(paid_at));
        CHECK(office.outcome("r1") == "applied");
        CHECK(in_account(office, "applied") == who.bill.amount.amount);
        CHECK(in_account(office, "bank") == -who.bill.amount.amount);
    });
}

// Golden: domain.md 9.4, 2. The bank's time counts, floored to seconds, inclusive; the message may
// take as long as it likes within the biller's silence.
TEST_CASE("payment: 002-F3, 1.7, D4: 1:59:59 and 2:00:00 are in time, 2:00:01 is not") {
    struct Row {
        std::chrono::microseconds after;
        BankAnswer answer;
    };
    for (auto const& [after, answer] :
         {Row{2h - 1s, BankAnswer::accepted}, Row{2h, BankAnswer::accepted},
          Row{2h + 999'999us, BankAnswer::accepted}, Row{2h + 1s, BankAnswer::expired}}) {
        on_each_office([&](Office& office) {
            office.open(kPlace, 1);
            auto const issued = office.now;
            auto const who = office.billed(kPlace);
            CHECK(who.bill.deadline == issued + 2h);
            office.now = issued + 2h + 5s;
            CHECK(office.pay(Office::full(who.bill, issued + after)).value() == answer);
            bool const paid = answer == BankAnswer::accepted;
            CHECK(office.application(who).state ==
                  (paid ? State::scheduled : State::awaiting_payment));
            // Expiry comes afterwards, and frees only the place of who did not pay.
            office.expire(who.bill);
            CHECK(office.application(who).state == (paid ? State::scheduled : State::expired));
            CHECK(office.row(kPlace).free() == (paid ? 0 : 1));
        });
    }
}

TEST_CASE("payment: D4: in time is reinstated however late the message, at the free place") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.billed(kPlace);
        office.expire(who.bill);
        office.now += 20min;
        CHECK(office.pay(Office::full(who.bill, who.bill.deadline)).value() ==
              BankAnswer::accepted);
        CHECK(stands(office, who) == Stands{State::scheduled, kPlace});
        CHECK(office.application(who).seat->sequence == 2);
        CHECK(office.row(kPlace).granted == 0);
        CHECK(office.bill(who.bill.id).state == BillState::paid);
    });
}

TEST_CASE("payment: D3, D4: in time is reinstated by a grant when the place has gone") {
    on_each_office([](Office& office) {
        auto const who = expired_and_replaced(office);
        office.open(kOther, 5);  // Free, but it is not the place that was paid for.
        CHECK(office.pay(Office::full(who.bill, who.bill.deadline)).value() ==
              BankAnswer::accepted);
        CHECK(stands(office, who) == Stands{State::scheduled, kPlace});
        CHECK(office.row(kPlace).granted == 1);
        CHECK(office.row(kPlace).taken == 2);
    });
}

TEST_CASE("payment: D4: in time for a day that has passed gets the nearest place there is") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.billed(kPlace);
        office.expire(who.bill);
        office.now =
            testing::at(Zone::wib, kDay, 7);  // Too late to come: tomorrow is the earliest.
        auto const near = place(kDay + std::chrono::days{1}, 9);
        office.open(place(kDay, 9), 5);
        office.open(near, 1);
        office.open(place(kDay + std::chrono::days{2}, 8), 1);
        CHECK(office.pay(Office::full(who.bill, who.bill.deadline)).value() ==
              BankAnswer::accepted);
        CHECK(stands(office, who) == Stands{State::scheduled, near});
        CHECK(office.application(who).first_visit == near.date);
    });
}

TEST_CASE(
    "payment: D4: in time for a day that has passed is granted a future day when all is full") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.billed(kPlace);
        office.expire(who.bill);
        auto const full = place(kDay + std::chrono::days{2});
        office.open(place(kDay + std::chrono::days{1}), 0);  // Closed: nobody is sent there.
        office.open(full, 1);
        fill(office, full);
        office.now = testing::at(Zone::wib, kDay + std::chrono::days{1}, 12);
        CHECK(office.pay(Office::full(who.bill, who.bill.deadline)).value() ==
              BankAnswer::accepted);
        CHECK(stands(office, who) == Stands{State::scheduled, full});
        CHECK(office.row(full).granted == 1);
    });
}

TEST_CASE("payment: D3, D4: nobody is reinstated at a day that was closed meanwhile") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.billed(kPlace);
        office.expire(who.bill);
        office.open(kPlace, 0);
        auto const free = place(kDay + std::chrono::days{1});
        office.open(free, 1);
        CHECK(office.pay(Office::full(who.bill, who.bill.deadline)).value() ==
              BankAnswer::accepted);
        CHECK(stands(office, who) == Stands{State::scheduled, free});
    });
}

TEST_CASE("payment: D4: in time is reinstated even where no day is left to come to") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.billed(kPlace);
        office.expire(who.bill);
        office.now = testing::at(Zone::wib, kDay + std::chrono::days{1}, 12);
        CHECK(office.pay(Office::full(who.bill, who.bill.deadline)).value() ==
              BankAnswer::accepted);
        CHECK(stands(office, who) == Stands{State::scheduled, kPlace});  // For the office to move.
    });
}

TEST_CASE("payment: D4: late is refused where the bank asks, and nothing is booked") {
    on_each_office([](Office& office) {
        auto const who = expired_and_replaced(office);
        auto const late = Office::full(who.bill, who.bill.deadline + 1s);
        CHECK(office.pay(late).value() == BankAnswer::expired);
        CHECK(office.application(who).state == State::expired);
        CHECK(office.outcome("r1").empty());
        // The message and its answer are kept all the same.
        CHECK(office.count("SELECT count(*) FROM inbox WHERE external_id = 'payment/r1'"
                           " AND answer = 'expired'") == 1);
    });
}

TEST_CASE("payment: D4: late money that was taken gets the same place while it is there") {
    on_each_office([](Office& office) {
        office.open(kPlace, 2);
        auto const waits = office.billed(kPlace);
        auto const gone = office.billed(kPlace);
        office.expire(gone.bill);
        for (auto const& [who, reference] : {std::pair{waits, "r1"}, std::pair{gone, "r2"}}) {
            auto const late = told(Office::full(who.bill, who.bill.deadline + 1s, reference));
            CHECK(office.pay(late).value() == BankAnswer::accepted);
            CHECK(stands(office, who) == Stands{State::scheduled, kPlace});
            CHECK(office.outcome(reference) == "applied");
        }
        CHECK(office.row(kPlace).granted == 0);
    });
}

TEST_CASE(
    "payment: D4: late money that was taken gets the nearest free place when its own is gone") {
    on_each_office([](Office& office) {
        auto const who = expired_and_replaced(office);
        office.open(place(kDay + std::chrono::days{1}), 1);
        office.open(kOther, 1);
        auto other_pool = place(kDay, 8);
        other_pool.pool = booking::Pool::priority;
        office.open(other_pool, 9);
        office.open(place(kDay, 8, testing::kMaumere), 9);
        office.pay(told(Office::full(who.bill, who.bill.deadline + 1s))).value();
        CHECK(stands(office, who) == Stands{State::scheduled, kOther});
        CHECK(office.application(who).first_visit == kDay);
        CHECK(office.row(kPlace).granted == 0);
    });
}

TEST_CASE("payment: D4: late money waits for a place when none is free within the horizon") {
    on_each_office([](Office& office) {
        auto const who = expired_and_replaced(office);
        office.open(place(kDay + std::chrono::days{31}), 1);
        office.pay(told(Office::full(who.bill, who.bill.deadline + 1s))).value();
        CHECK(stands(office, who) == Stands{State::paid_unplaced, std::nullopt});
        CHECK(office.outcome("r1") == "applied");
        // It counts as live (D8) and its money as received once.
        CHECK(office.pay(told(Office::full(who.bill, who.bill.deadline, "r2"))).value() ==
              BankAnswer::accepted);
        CHECK(office.outcome("r2") == "refund_due");
    });
}

TEST_CASE("payment: D4: the last day of the horizon is within it") {
    on_each_office([](Office& office) {
        auto const who = expired_and_replaced(office);
        auto const last = place(kDay + std::chrono::days{30});
        office.open(last, 1);
        office.pay(told(Office::full(who.bill, who.bill.deadline + 1s))).value();
        CHECK(stands(office, who) == Stands{State::scheduled, last});
    });
}

TEST_CASE("payment: D4: paid twice is refused where the bank asks, and owed back where it tells") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.scheduled(kPlace);
        CHECK(office.pay(Office::full(who.bill, office.now, "again")).value() ==
              BankAnswer::paid_already);
        CHECK(office.outcome("again").empty());
        CHECK(office.pay(told(Office::full(who.bill, office.now, "taken"))).value() ==
              BankAnswer::accepted);
        CHECK(office.outcome("taken") == "refund_due");
        CHECK(in_account(office, "refund_due") == who.bill.amount.amount);
        CHECK(stands(office, who) == Stands{State::scheduled, kPlace});
    });
}

TEST_CASE("payment: D4: a wrong amount settles nothing, and the bill can still be paid") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.billed(kPlace);
        auto money = Office::full(who.bill, office.now, "less");
        money.amount = money.amount - Rupiah{1};
        CHECK(office.pay(money).value() == BankAnswer::wrong_amount);
        CHECK(office.outcome("less").empty());
        money.reference = "more";
        money.amount = who.bill.amount + Rupiah{1};
        CHECK(office.pay(told(money)).value() == BankAnswer::accepted);
        CHECK(office.outcome("more") == "refund_due");
        CHECK(stands(office, who) == Stands{State::awaiting_payment, kPlace});
        CHECK(office.pay(Office::full(who.bill, office.now)).value() == BankAnswer::accepted);
        CHECK(stands(office, who) == Stands{State::scheduled, kPlace});
    });
}

TEST_CASE("payment: D4: a repeated reference is given the first answer, and books nothing more") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.billed(kPlace);
        auto wrong = Office::full(who.bill, office.now, "wrong");
        wrong.amount = Rupiah{1};
        auto const right = Office::full(who.bill, office.now, "right");
        auto other_message = right;
        other_message.received = "statement/17";
        for (int time = 0; time < 3; ++time) {
            CHECK(office.pay(wrong).value() == BankAnswer::wrong_amount);
            CHECK(office.pay(right).value() == BankAnswer::accepted);
            CHECK(office.pay(other_message).value() == BankAnswer::accepted);
            office.now += 3h;
        }
        CHECK(office.count("SELECT count(*) FROM payment") == 1);
        CHECK(office.count("SELECT count(*) FROM inbox") == 3);
        CHECK(office.count("SELECT count(*) FROM ledger_entry") == 2);
    });
}

TEST_CASE(
    "payment: D4: an earlier bill paid in time settles at the place of the newer, which is void") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        office.open(kOther, 1);
        auto const who = office.billed(kPlace);
        office.expire(who.bill);
        office.hold(who, kOther).value();
        auto const newer = office.submit(who).value();
        CHECK(office.pay(Office::full(who.bill, who.bill.deadline)).value() ==
              BankAnswer::accepted);
        CHECK(stands(office, who) == Stands{State::scheduled, kOther});
        CHECK(office.application(who).bill == who.bill.id);
        CHECK(office.bill(who.bill.id).state == BillState::paid);
        CHECK(office.bill(newer.id).state == BillState::voided);
        CHECK(office.row(kPlace).taken == 0);
        // The newer one, paid as well, is a second payment.
        CHECK(office.pay(Office::full(newer, office.now, "r2")).value() ==
              BankAnswer::paid_already);
        CHECK(office.pay(told(Office::full(newer, office.now, "r3"))).value() ==
              BankAnswer::accepted);
        CHECK(office.outcome("r3") == "refund_due");
    });
}

TEST_CASE("payment: D4: an earlier bill paid in time settles at the place that is held now") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        office.open(kOther, 1);
        auto const who = office.billed(kPlace);
        office.expire(who.bill);
        auto const held = office.hold(who, kOther).value();
        CHECK(office.pay(Office::full(who.bill, who.bill.deadline)).value() ==
              BankAnswer::accepted);
        CHECK(stands(office, who) == Stands{State::scheduled, kOther});
        office.now += 15min;
        office.expire_hold(who, held.expires_at).value();  // The hold's timer comes too late.
        CHECK(stands(office, who) == Stands{State::scheduled, kOther});
    });
}

TEST_CASE("payment: D4: who paid in time after withdrawing is reinstated; late is owed back") {
    on_each_office([](Office& office) {
        office.open(kPlace, 2);
        auto const in_time = office.billed(kPlace), late = office.billed(kPlace);
        for (auto const& who : {in_time, late}) office.withdraw(who).value();
        CHECK(office.bill(in_time.bill.id).state == BillState::voided);
        CHECK(office.pay(Office::full(in_time.bill, in_time.bill.deadline)).value() ==
              BankAnswer::accepted);
        CHECK(stands(office, in_time) == Stands{State::scheduled, kPlace});

        auto const money = Office::full(late.bill, late.bill.deadline + 1s, "r2");
        CHECK(office.pay(money).value() == BankAnswer::expired);
        auto taken = told(money);
        taken.reference = "r3";
        CHECK(office.pay(taken).value() == BankAnswer::accepted);
        CHECK(office.outcome("r3") == "refund_due");
        CHECK(office.application(late).state == State::cancelled);
    });
}

TEST_CASE("payment: D4, D8: money for a NIK that went on elsewhere is owed back") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        office.open(kOther, 1);
        auto const who = office.billed(kPlace);
        office.expire(who.bill);
        auto const elsewhere = office.draft(office.account(), who.nik);
        office.hold(elsewhere, kOther).value();
        auto const money = Office::full(who.bill, who.bill.deadline);
        CHECK(office.pay(money).value() == BankAnswer::expired);
        auto taken = told(money);
        taken.reference = "r2";
        CHECK(office.pay(taken).value() == BankAnswer::accepted);
        CHECK(office.outcome("r2") == "refund_due");
        CHECK(office.application(who).state == State::expired);
        CHECK(office.row(kPlace).taken == 0);
    });
}

TEST_CASE("payment: D4, D8: what ended by a claim or a death is not reinstated by money") {
    using application::Event;
    for (auto const end : {Event::ended_by_claim, Event::applicant_died}) {
        on_each_office([&](Office& office) {
            office.open(kPlace, 1);
            auto const who = office.billed(kPlace);
            office
                .act([&](auto& tx) -> Result<void> {
                    auto const before = TRY(store::load_any_application(tx, who.application));
                    auto after = before;
                    after.seat.reset();
                    after.deadline.reset();
                    after.bill.reset();
                    auto bill = who.bill;
                    bill.state = BillState::voided;
                    TRY(store::return_seat(tx, kPlace, {before.id, office.now}));
                    TRY(app::advance(tx, office.system(), before, after, end, "D8"));
                    return store::save_bill(tx, bill);
                })
                .value();
            auto const money = Office::full(who.bill, office.now);
            CHECK(office.pay(money).value() == BankAnswer::expired);
            auto taken = told(money);
            taken.reference = "r2";
            CHECK(office.pay(taken).value() == BankAnswer::accepted);
            CHECK(office.outcome("r2") == "refund_due");
            CHECK(stands(office, who) == Stands{State::cancelled, std::nullopt});
        });
    }
}

TEST_CASE("payment: D4: money for a bill that nobody issued is refused, or owed back") {
    on_each_office([](Office& office) {
        Money money{.bill = {4711}, .amount = {350'000}, .at = office.now};
        CHECK(office.pay(money).value() == BankAnswer::unknown_bill);
        CHECK(office.outcome("r1").empty());
        money = told(money);
        money.reference = "r2";
        CHECK(office.pay(money).value() == BankAnswer::accepted);
        CHECK(office.outcome("r2") == "refund_due");
        CHECK(in_account(office, "refund_due") == 350'000);
    });
}

TEST_CASE("payment: 3.9: an inquiry shows a bill exactly while it may be paid") {
    on_each_office([](Office& office) {
        office.open(kPlace, 2);
        auto const who = office.billed(kPlace);
        auto const asked = [&](BillId id) {
            return office.act([&](auto& tx) { return app::present_bill(tx, office.system(), id); })
                .value();
        };
        CHECK(asked({4711}).answer == BankAnswer::unknown_bill);
        office.now = who.bill.deadline + 999ms;
        CHECK(asked(who.bill.id).answer == BankAnswer::accepted);
        CHECK(asked(who.bill.id).bill->amount == who.bill.amount);
        office.now = who.bill.deadline + 1s;
        CHECK(asked(who.bill.id).answer == BankAnswer::expired);
        office.expire(who.bill);
        CHECK(asked(who.bill.id).answer == BankAnswer::expired);
        CHECK(asked(office.scheduled(kPlace).bill.id).answer == BankAnswer::paid_already);
    });
}

TEST_CASE("payment: the executor is told the seat that a settlement may touch") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.billed(kPlace);
        auto const seats = [&](BillId id) {
            return office.act([&](auto& tx) { return app::seats_to_settle(tx, id); }).value();
        };
        CHECK(seats(who.bill.id) == std::vector{kPlace});
        CHECK(seats({4711}).empty());
    });
}
