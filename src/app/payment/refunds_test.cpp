#include "app/office/create_officer.hpp"
#include "app/payment/decide_refund.hpp"
#include "app/payment/read_refunds.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <string>

using namespace mpaspor;
using namespace std::chrono_literals;
using payment::RefundReason;
using payment::RefundState;
using payment::RefundStep;
using testing::Office;
using testing::on_each_office;
using testing::place;

namespace {

booking::SeatKey const kPlace = place(testing::kMonday + std::chrono::days{7}, 8);

OfficerId officer(Office& office, std::string_view role, std::string_view at = "PONTIANAK") {
    OfficerId const id{office.fresh()};
    auto const root = office.context({app::ActorKind::operator_});
    std::string login{"o" + std::to_string(id.value)};
    office
        .act([&](auto& tx) {
            return app::create_officer(tx, root, {id, login, std::string{role}, std::string{at}});
        })
        .value();
    return id;
}

/// Somebody has paid twice for a visit in Pontianak.
Office::Billed paid_twice(Office& office, std::string const& reference) {
    office.open(kPlace, 3);
    auto const who = office.scheduled(kPlace);
    auto second = Office::full(who.bill, office.now, reference);
    second.notice = payment::Notice::told;
    office.pay(second).value();
    CHECK(office.outcome(reference) == "refund_due");
    return who;
}

/// Money for a code that nobody has.
void stray(Office& office, std::string const& reference, Rupiah amount = Rupiah{1'000}) {
    office.pay({BillId{987'654}, amount, office.now, reference, payment::Notice::told}).value();
}

Result<app::RefundPage> listed(Office& office, OfficerId by, RefundState state = RefundState::due) {
    auto const me = office.officer(by.value);
    return office.act([&](auto& tx) { return app::read_refunds(tx, me, state, {}); });
}

store::Refund only(Office& office, OfficerId by) {
    auto const page = listed(office, by).value();
    REQUIRE(page.refunds.size() == 1);
    return page.refunds.front();
}

Result<store::Refund> take(Office& office, OfficerId by, RefundId refund, RefundStep step,
                           RefundReason reason = RefundReason::none) {
    auto const me = office.officer(by.value);
    return office.act([&](auto& tx) { return app::decide_refund(tx, me, {refund, step, reason}); });
}

std::int64_t in_account(Office& office, std::string const& account) {
    return office.count("SELECT COALESCE(-sum(amount), 0) FROM ledger_entry WHERE account = '" +
                        account + "'");
}

Code code_of(Result<store::Refund> const& result) {
    return result ? Code::internal : result.error().code;
}

}  // namespace

TEST_CASE("refund: R6 D4: approved by one officer and paid out by another") {
    on_each_office([](Office& office) {
        auto const who = paid_twice(office, "again");
        auto const treasurer = officer(office, "TREASURER");
        auto const head = officer(office, "OFFICE_HEAD");
        auto const due = only(office, treasurer);
        CHECK(due.payment.reference == "again");
        CHECK(due.payment.amount == who.bill.amount);
        CHECK(due.office_code == "PONTIANAK");

        CHECK(code_of(take(office, treasurer, due.id, RefundStep::pay_out)) ==
              Code::request_decided);
        CHECK(take(office, head, due.id, RefundStep::approve).value().state ==
              RefundState::approved);
        CHECK(office.outcome("again") == "refund_due");
        CHECK(code_of(take(office, head, due.id, RefundStep::pay_out)) == Code::forbidden);
        auto const paid = take(office, treasurer, due.id, RefundStep::pay_out).value();
        CHECK(paid.state == RefundState::paid);

        CHECK(office.outcome("again") == "refunded");
        CHECK(in_account(office, "refund_due") == 0);
        CHECK(in_account(office, "refunded") == who.bill.amount.amount);
        CHECK(in_account(office, "applied") == who.bill.amount.amount);
        CHECK(office.count("SELECT count(*) FROM audit_event WHERE kind = 'refund'") == 2);
        CHECK(office.count("SELECT count(*) FROM outbox WHERE topic = 'notify.refund_paid'") == 1);
        CHECK(listed(office, treasurer).value().refunds.empty());
        CHECK(listed(office, treasurer, RefundState::paid).value().refunds.size() == 1);
        CHECK(code_of(take(office, treasurer, due.id, RefundStep::pay_out)) ==
              Code::request_decided);
        CHECK(in_account(office, "refunded") == who.bill.amount.amount);
    });
}

TEST_CASE("refund: 4.2: a treasurer does not pay out what the same person approved") {
    on_each_office([](Office& office) {
        paid_twice(office, "again");
        auto const one = officer(office, "TREASURER");
        auto const other = officer(office, "TREASURER");
        auto const due = only(office, one);
        take(office, one, due.id, RefundStep::approve).value();
        CHECK(code_of(take(office, one, due.id, RefundStep::pay_out)) == Code::forbidden);
        CHECK(office.outcome("again") == "refund_due");
        CHECK(take(office, other, due.id, RefundStep::pay_out).has_value());
    });
}

TEST_CASE("refund: M6: a refusal has a reason, and the money stays owed until somebody approves") {
    on_each_office([](Office& office) {
        paid_twice(office, "again");
        auto const one = officer(office, "TREASURER");
        auto const other = officer(office, "TREASURER");
        auto const due = only(office, one);
        CHECK(code_of(take(office, one, due.id, RefundStep::refuse)) == Code::unknown_value);
        auto const refused =
            take(office, one, due.id, RefundStep::refuse, RefundReason::payer_unknown).value();
        CHECK(refused.reason == RefundReason::payer_unknown);
        CHECK(office.outcome("again") == "refund_due");
        CHECK(listed(office, one).value().refunds.empty());
        take(office, other, due.id, RefundStep::approve).value();
        CHECK(take(office, one, due.id, RefundStep::pay_out).value().reason == RefundReason::none);
    });
}

TEST_CASE("refund: 4.2: another office's is not there, and what belongs to none is the country's") {
    on_each_office([](Office& office) {
        paid_twice(office, "again");
        stray(office, "stray");
        auto const near = officer(office, "TREASURER");
        auto const far = officer(office, "TREASURER", "MAUMERE");
        auto const desk = officer(office, "FRONT_DESK");
        auto const national = officer(office, "NATIONAL");
        CHECK(only(office, near).payment.reference == "again");
        CHECK(listed(office, far).value().refunds.empty());
        CHECK(listed(office, desk).error().code == Code::forbidden);
        auto const all = listed(office, national).value().refunds;
        REQUIRE(all.size() == 2);
        auto const& own = all[0].payment.reference == "again" ? all[0] : all[1];
        auto const& nobodys = all[0].payment.reference == "again" ? all[1] : all[0];
        CHECK(nobodys.office == OfficeId{});
        CHECK(code_of(take(office, far, own.id, RefundStep::approve)) == Code::request_not_found);
        CHECK(code_of(take(office, near, nobodys.id, RefundStep::approve)) ==
              Code::request_not_found);
        CHECK(take(office, national, nobodys.id, RefundStep::approve).has_value());
        CHECK(code_of(take(office, desk, own.id, RefundStep::approve)) == Code::forbidden);
        CHECK(code_of(take(office, {999}, own.id, RefundStep::approve)) == Code::forbidden);
    });
}

TEST_CASE("refund: a look names the application and is written down; one of no bill has none") {
    on_each_office([](Office& office) {
        auto const who = paid_twice(office, "again");
        stray(office, "stray");
        auto const national = officer(office, "NATIONAL");
        auto const me = office.officer(national.value);
        auto const page = listed(office, national).value();
        for (auto const& refund : page.refunds) {
            auto const seen =
                office.act([&](auto& tx) { return app::look_at_refund(tx, me, refund.id); });
            CHECK(seen.value().payment.reference == refund.payment.reference);
        }
        CHECK(office.count("SELECT count(*) FROM access_event WHERE application_id = " +
                           std::to_string(who.application.value)) == 1);
        CHECK(office.count("SELECT count(*) FROM access_event") == 1);
    });
}

TEST_CASE("refund: the queue comes in pages, oldest first, each once") {
    on_each_office([](Office& office) {
        for (int i = 0; i < 45; ++i) {
            stray(office, "s" + std::to_string(i));
            if (i % 3 == 0) office.now += 1s;
        }
        auto const root = office.context({app::ActorKind::operator_});
        std::vector<std::string> seen;
        RefundId after{};
        for (bool more = true; more;) {
            auto const page = office.act(
                [&](auto& tx) { return app::read_refunds(tx, root, RefundState::due, after); });
            for (auto const& refund : page.value().refunds) {
                seen.push_back(refund.payment.reference);
            }
            more = page.value().more;
            after = page.value().refunds.back().id;
        }
        CHECK(seen.size() == 45);
        std::ranges::sort(seen);
        CHECK(std::ranges::adjacent_find(seen) == seen.end());
    });
}

// Goal: whatever two treasurers, a head and the directorate do in whatever order, the books add up
// and every rupiah is still owed or was paid back once. Method: random steps on three payments,
// checked by the sums and, at the end, by everything that testing::books knows.
TEST_CASE("refund: D4: whatever is decided in whatever order, the ledger stays balanced") {
    on_each_office([](Office& office) {
        std::array<std::int64_t, 3> const amounts{1'000, 20'000, 300'000};
        for (auto const amount : amounts) stray(office, std::to_string(amount), Rupiah{amount});
        std::array<OfficerId, 3> const officers{
            officer(office, "NATIONAL"), officer(office, "NATIONAL"), officer(office, "TREASURER")};
        auto const refunds = listed(office, officers[0]).value().refunds;
        REQUIRE(refunds.size() == amounts.size());
        CHECK(rc::check([&] {
            auto const below = [](std::size_t count) {
                return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::size_t>(0, count));
            };
            auto const step = static_cast<RefundStep>(below(3));
            auto const reason = below(4) == 0 ? RefundReason::none : RefundReason::not_owed;
            auto const fitting = step == RefundStep::refuse ? reason : RefundReason::none;
            auto const& refund = refunds[below(refunds.size())];
            auto const before = office.outcome(refund.payment.reference);
            auto const done = take(office, officers.at(below(3)), refund.id, step, fitting);
            auto const after = office.outcome(refund.payment.reference);
            RC_ASSERT((after != before) == (done.has_value() && done->state == RefundState::paid));
            RC_ASSERT(in_account(office, "refund_due") + in_account(office, "refunded") == 321'000);
            RC_ASSERT(in_account(office, "bank") == -321'000);
        }));
        CHECK(in_account(office, "refunded") > 0);
    });
}
