#include "app/payment/submit_application.hpp"

#include "testing/office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using application::State;
using payment::BillerSays;
using payment::BillState;
using testing::Office;
using testing::on_each_office;
using testing::place;

namespace {

LocalDate const kDay = testing::kMonday + std::chrono::days{7};
booking::SeatKey const kPlace = place(kDay, 8);

template <typename T>
Code code_of(Result<T> const& result) {
    return result ? Code::internal : result.error().code;
}

app::SaveProduct product(testing::Applicant const& who, application::Product product, int years,
                         std::int64_t version) {
    return {.section = {who.application, {"product", version, Instant{}, Bytes(1)}},
            .type = application::Type::new_passport,
            .product = product,
            .validity_years = years};
}

}  // namespace

TEST_CASE("submit: 002-S8, 002-F3, 002-A3: the bill has two hours, today's tariff and the place") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.held(kPlace);
        office.now += 5min + 250ms;
        auto const bill = office.submit(who).value();
        CHECK(bill.amount == Rupiah{350'000});
        CHECK(bill.basis == "PP 45/2024");
        CHECK(bill.issued_at == floored_to_second(office.now));
        CHECK(bill.deadline == bill.issued_at + 2h);
        CHECK(bill.place == kPlace);
        auto const stored = office.bill(bill.id);
        CHECK(stored.state == BillState::open);
        CHECK(stored.amount == bill.amount);
        auto const now = office.application(who);
        CHECK(now.state == State::awaiting_payment);
        CHECK(now.bill == bill.id);
        CHECK(now.deadline == bill.deadline);
        CHECK(now.seat->key == kPlace);
    });
}

TEST_CASE("submit: 002-A3: once; a second bill, a bill of a draft or of one paid is refused") {
    on_each_office([](Office& office) {
        office.open(kPlace, 2);
        auto const who = office.billed(kPlace);
        CHECK(code_of(office.submit(who)) == Code::not_allowed_in_state);
        CHECK(code_of(office.submit(office.draft())) == Code::not_allowed_in_state);
        CHECK(code_of(office.submit(office.scheduled(kPlace))) == Code::not_allowed_in_state);
        CHECK(office.count("SELECT count(*) FROM bill") == 2);
    });
}

TEST_CASE("submit: 002-A3: a family of five has five bills") {
    on_each_office([](Office& office) {
        office.open(kPlace, 5);
        auto const account = office.account();
        for (int i = 0; i < 5; ++i) {
            auto const who = office.draft(account, "child" + std::to_string(i));
            office.hold(who, kPlace).value();
            office.submit(who).value();
        }
        CHECK(office.count("SELECT count(DISTINCT application_id) FROM bill"
                           " WHERE state = 'open'") == 5);
    });
}

TEST_CASE("submit: D5: a hold that ran out is gone, though its timer has not rung") {
    on_each_office([](Office& office) {
        office.open(kPlace, 2);
        auto const late = office.held(kPlace), in_time = office.held(kPlace);
        office.now += 15min;
        CHECK(code_of(office.submit(late)) == Code::not_allowed_in_state);
        office.now -= 1us;
        CHECK(office.submit(in_time));
    });
}

// Golden: domain.md 9.4, 10. The tariff is of WIB's date of the bill, whatever the office's.
TEST_CASE("submit: 2.4: the tariff changes at midnight WIB between 16 and 17 December 2024") {
    auto const midnight = testing::at(Zone::wib, testing::date(2024, 12, 17), 0);
    CHECK(midnight == testing::at(Zone::wita, testing::date(2024, 12, 17), 1));
    auto const visit = place(testing::date(2024, 12, 23), 8, testing::kMaumere);
    struct Row {
        Instant billed;
        std::int64_t amount;
        std::string_view basis;
    };
    for (auto const& row :
         {Row{midnight - 1us, 350'000, "PP 28/2019"}, Row{midnight, 650'000, "PP 45/2024"}}) {
        on_each_office([&](Office& office) {
            office.now = row.billed;
            office.open(visit, 1);
            auto const who = office.draft();
            office.revise(who, product(who, application::Product::non_electronic, 10, 2)).value();
            office.hold(who, visit).value();
            auto const bill = office.submit(who).value();
            CHECK(bill.amount == Rupiah{row.amount});
            CHECK(bill.basis == row.basis);
            office.now += 1h;  // The amount stays (2.4).
            CHECK(office.pay(Office::full(bill, office.now)).value() ==
                  payment::BankAnswer::accepted);
        });
    }
}

TEST_CASE("submit: 2.4: a fee of Rp 0 is settled at once, without a bank") {
    on_each_office([](Office& office) {
        auto const visit = place(kDay, 8, testing::kMaumere);
        office.open(visit, 1);
        auto const who = office.draft(office.account(), "worker", testing::kFree);
        office.hold(who, visit).value();
        auto const bill = office.submit(who).value();
        CHECK(bill.amount == Rupiah{0});
        CHECK(bill.state == BillState::paid);
        auto const now = office.application(who);
        CHECK(now.state == State::scheduled);
        CHECK(now.paid_at == bill.issued_at);
        CHECK(now.first_visit == kDay);
        CHECK_FALSE(now.deadline.has_value());
        CHECK(office.count("SELECT count(*) FROM timer WHERE kind = 'bill_deadline'") == 0);
        CHECK(office.count("SELECT count(*) FROM payment") == 0);
    });
}

TEST_CASE("submit: 002-S3, 002-S5: what was taken back while the place was held is missed") {
    on_each_office([](Office& office) {
        auto const visit = place(kDay, 8, testing::kMaumere);
        office.open(visit, 1);
        auto const who = office.draft();
        office.hold(who, visit).value();
        auto const choose = [&](application::Product chosen, std::int64_t version) {
            office.revise(who, product(who, chosen, 5, version)).value();
        };
        choose(application::Product::electronic_laminated, 2);  // Not in Maumere.
        CHECK(code_of(office.submit(who)) == Code::product_not_offered);
        choose(application::Product::non_electronic, 3);
        auto without = testing::complete();
        without.documents = false;
        office.revise(who, app::RemoveDocument{who.application, "id_card"}, without).value();
        auto const refused = office.submit(who);
        CHECK(code_of(refused) == Code::stage_incomplete);
        CHECK(refused.error().params.at(0).value == "3");
        CHECK(office.application(who).state == State::held);
    });
}

TEST_CASE("submit: an assessment that has run out between hold and bill is made again first") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        office.now = testing::at(Zone::wib, testing::kMonday, 23, 59);
        auto const who = office.draft();
        auto until_midnight = testing::complete();
        until_midnight.good_until = testing::kMonday + std::chrono::days{1};
        office.revise(who, app::LookAgain{who.application}, until_midnight).value();
        office.hold(who, kPlace).value();
        office.now += 1min;
        CHECK(code_of(office.submit(who)) == Code::assessment_outdated);
        CHECK(office.application(who).state == State::held);
        office.revise(who, app::LookAgain{who.application}).value();
        CHECK(office.submit(who));
    });
}

TEST_CASE("expiry: 002-F3, D4, R5: an unpaid bill expires, the place goes back, the draft stays") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.billed(kPlace);
        office.now = who.bill.deadline + 1s;
        for (int time = 0; time < 2; ++time) {  // Repeated, it does nothing more.
            office.expire_bill(who.bill, BillerSays::not_paid).value();
            CHECK(office.application(who).state == State::expired);
            CHECK(office.bill(who.bill.id).state == BillState::expired);
            CHECK(office.row(kPlace).free() == 1);
        }
        CHECK(office.count("SELECT count(*) FROM timer WHERE kind = 'bill_deadline'") == 0);
        CHECK(office.hold(who, kPlace));
        CHECK(office.submit(who));
    });
}

TEST_CASE("expiry: D5: nothing is released before deadline + 1 s, nor while the biller is silent") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.billed(kPlace);
        auto const state = [&] { return office.application(who).state; };
        auto const timers = [&] {
            return office.count("SELECT count(*) FROM timer WHERE kind = 'bill_deadline'");
        };
        office.now = who.bill.deadline + 999ms;
        office.expire_bill(who.bill, BillerSays::not_paid).value();
        CHECK(state() == State::awaiting_payment);
        CHECK(timers() == 1);
        office.now = who.bill.deadline + 15min - 1s;
        office.expire_bill(who.bill, BillerSays::unknown).value();
        CHECK(state() == State::awaiting_payment);
        office.now = who.bill.deadline + 15min;  // At most so long.
        office.expire_bill(who.bill, BillerSays::unknown).value();
        CHECK(state() == State::expired);
        CHECK(office.row(kPlace).free() == 1);
    });
}

TEST_CASE("expiry: D4, D5: a payment of another amount is owed back and keeps no place") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.billed(kPlace);
        auto money = Office::full(who.bill, office.now + 1min);
        money.amount = money.amount - Rupiah{1};
        money.notice = payment::Notice::told;  // As the job tells what the bank said it holds.
        office.now = who.bill.deadline + 1s;
        office.pay(money).value();
        CHECK(office.outcome("r1") == "refund_due");
        office.expire_bill(who.bill, BillerSays::paid).value();
        CHECK(office.application(who).state == State::expired);
        CHECK(office.row(kPlace).free() == 1);
    });
}

TEST_CASE("expiry: a bill that was paid, or withdrawn, is left as it is") {
    on_each_office([](Office& office) {
        office.open(kPlace, 2);
        auto const paid = office.scheduled(kPlace), gone = office.billed(kPlace);
        office.withdraw(gone).value();
        office.expire(paid.bill);
        office.expire(gone.bill);
        CHECK(office.application(paid).state == State::scheduled);
        CHECK(office.application(gone).state == State::cancelled);
    });
}
