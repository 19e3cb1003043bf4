#include "app/office/create_officer.hpp"
#include "app/payment/decide_refund.hpp"
#include "app/payment/reconcile_day.hpp"
#include "app/payment/submit_application.hpp"
#include "testing/faulty_office.hpp"

#include <doctest/doctest.h>

#include <memory>

using namespace mpaspor;
using namespace std::chrono_literals;
using std::chrono::days;
using namespace testing::faults;
using testing::Office;
using testing::place;

namespace {

Request money(Office& office, testing::Money const& money) {
    auto const input = testing::settlement(money);
    return {office.context({app::ActorKind::bank, 1, {}, "snap"}),
            EFFECTS_OF(app::settle_payment(tx, c, input)),
            {kPlace}};
}
Office::Billed expired(Office& office) {
    office.open(kPlace, 1);
    office.open(kOther, 1);
    auto const who = office.billed(kPlace);
    office.expire(who.bill);
    return who;
}
Request submit(Office& office) {
    office.open(kPlace, 1);
    auto const who = office.held(kPlace);
    BillId const bill{office.fresh()};
    return by_applicant(office, who.account,
                        EFFECTS_OF(app::submit_application(tx, c, {who.application, bill})));
}
Request submit_free(Office& office) {
    auto const visit = place(kDay, 8, testing::kMaumere);
    office.open(visit, 1);
    auto const who = office.draft(office.account(), "worker", testing::kFree);
    office.hold(who, visit).value();
    BillId const bill{office.fresh()};
    return by_applicant(office, who.account,
                        EFFECTS_OF(app::submit_application(tx, c, {who.application, bill})));
}
Request expire(Office& office, payment::BillerSays says) {
    office.open(kPlace, 1);
    auto const who = office.billed(kPlace);
    office.now = who.bill.deadline + 1s;
    app::ExpireBill const input{who.bill.id, office.now, says};
    return {office.system(), EFFECTS_OF(app::expire_bill(tx, c, input)), {kPlace}};
}
Request expire_unpaid(Office& office) {
    return expire(office, payment::BillerSays::not_paid);
}
Request expire_unknown(Office& office) {
    return expire(office, payment::BillerSays::unknown);
}
Request paid_in_time(Office& office) {
    office.open(kPlace, 1);
    auto const who = office.billed(kPlace);
    return money(office, Office::full(who.bill, office.now));
}
Request paid_regranted(Office& office) {
    auto const who = expired(office);
    office.held(kPlace);
    return money(office, Office::full(who.bill, who.bill.deadline));
}
Request paid_late(Office& office) {
    auto const who = expired(office);
    office.held(kPlace);
    auto late = Office::full(who.bill, who.bill.deadline + 1s);
    late.notice = payment::Notice::told;
    return money(office, late);
}
Request paid_earlier_bill(Office& office) {
    auto const who = expired(office);
    office.hold(who, kOther).value();
    office.submit(who).value();
    return money(office, Office::full(who.bill, who.bill.deadline));
}
Request paid_refused(Office& office) {
    auto const who = expired(office);
    return money(office, Office::full(who.bill, who.bill.deadline + 1s));
}
Request paid_unknown(Office& office) {
    return money(office, {{4711}, {1}, office.now, "r1", payment::Notice::told});
}
Request pay_back(Office& office) {
    auto const stray = testing::settlement({{4711}, {1}, office.now, "r1", payment::Notice::told});
    auto const bank = office.context({app::ActorKind::bank, 1, {}, "snap"});
    office.act([&](auto& tx) { return app::settle_payment(tx, bank, stray); }).value();
    auto const root = office.context({app::ActorKind::operator_});
    OfficerId const one{office.fresh()}, other{office.fresh()};
    office
        .act([&](auto& tx) -> Result<void> {
            TRY(app::create_officer(tx, root, {one, "one", "NATIONAL", "PONTIANAK"}));
            TRY(app::create_officer(tx, root, {other, "other", "NATIONAL", "PONTIANAK"}));
            return {};
        })
        .value();
    RefundId const refund{office.count("SELECT id FROM refund")};
    auto const approver = office.officer(one.value);
    office.act([&](auto& tx) { return app::decide_refund(tx, approver, {refund}); }).value();
    return {office.officer(other.value),
            EFFECTS_OF(app::decide_refund(tx, c, {refund, payment::RefundStep::pay_out}))};
}
Request reconcile(Office& office) {
    auto const who = expired(office);
    app::ReconcileDay const input{
        .date = testing::kMonday,
        .provider = std::string{testing::kBank},
        .lines = std::make_shared<std::vector<payment::StatementLine> const>(
            1, payment::StatementLine{"r1", "1", who.bill.amount, who.bill.deadline}),
        .bill_of = [bill = who.bill.id](std::string_view) { return bill; }};
    return {office.system(), EFFECTS_OF(app::reconcile_day(tx, c, input)), {kPlace}};
}

// clang-format off
constexpr auto kRows = std::to_array<Row>({
    {"submit_application", 9, submit},
    {"submit_application, free", 9, submit_free},
    {"expire_bill", 10, expire_unpaid, false},
    {"expire_bill, silent", 3, expire_unknown, false},
    {"settle_payment, in time", 16, paid_in_time, false},
    {"settle_payment, granted", 21, paid_regranted, false},
    {"settle_payment, late", 20, paid_late, false},
    {"settle_payment, earlier bill", 17, paid_earlier_bill, false},
    {"settle_payment, refused", 10, paid_refused, false},
    {"settle_payment, no such bill", 8, paid_unknown, false},
    {"decide_refund, paid out", 9, pay_back, false},
    {"reconcile_day, one missing", 27, reconcile, false},
});
// clang-format on

}  // namespace

TEST_CASE("payment: a failure at any statement changes nothing, and a repetition finds out") {
    CHECK(complaints(kRows) == "");
}
