// The accelerated service (6.4, 000-13), from the choice at stage 5 to the visit: places of a pool
// of its own, one bill for both fees.

#include "app/booking/alternatives.hpp"
#include "app/booking/read_availability.hpp"
#include "app/office/change_quota.hpp"
#include "app/office/open_days.hpp"
#include "app/payment/read_proof.hpp"
#include "store/quota.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using application::State;
using application::Type;
using booking::Pool;
using std::chrono::days;
using testing::accelerated_place;
using testing::Applicant;
using testing::kMaumere;
using testing::kPontianak;
using testing::Office;
using testing::on_each_office;
using testing::place;

namespace {

LocalDate const kDay = testing::kMonday + days{7};
booking::SeatKey const kQuick = accelerated_place(kDay, 9), kPlain = place(kDay, 9);

template <typename T>
Code code_of(Result<T> const& result) {
    return result ? Code::internal : result.error().code;
}

Result<app::Revised> choose(Office& office, Applicant const& who, bool accelerated,
                            Type type = Type::new_passport, std::int64_t version = 2) {
    return office.revise(
        who, app::SaveProduct{.section = {who.application, {"product", version, {}, Bytes(1)}},
                              .type = type,
                              .product = application::Product::electronic_laminated,
                              .validity_years = 10,
                              .accelerated = accelerated});
}

/// A new person with everything filled in who wants it the same day.
Applicant in_a_hurry(Office& office) {
    auto const who = office.draft();
    choose(office, who, true).value();
    return who;
}

int taken(Office& office, booking::SeatKey const& key) {
    return office.row(key).taken;
}

void open_both(Office& office, int capacity) {
    office.open(kQuick, capacity);
    office.open(kPlain, capacity);
}

}  // namespace

TEST_CASE("accelerated: 6.4, 002-A3: one bill asks for both fees, each on its own basis") {
    on_each_office([](Office& office) {
        open_both(office, 1);
        auto const who = office.draft();
        auto const saved = choose(office, who, true).value();
        payment::Price const price{{950'000}, "PP 45/2024", {1'000'000}, "PP 45/2024"};
        CHECK(saved.product->price == price);
        CHECK(office.application(who).accelerated);

        CHECK(office.hold(who, kPlain)->seat.key == kQuick);  // The pool follows from the choice.
        auto const bill = office.submit(who).value();
        CHECK(bill.amount == Rupiah{1'950'000});
        CHECK(office.bill(bill.id).price() == price);
        CHECK(bill.place == kQuick);
        CHECK(office.count("SELECT count(*) FROM bill") == 1);
        CHECK(office.pay(Office::full(bill, office.now)) == payment::BankAnswer::accepted);
        auto const scheduled = office.application(who);
        CHECK(scheduled.state == State::scheduled);
        CHECK(scheduled.seat->key == kQuick);
    });
}

TEST_CASE("accelerated: 9.3: neither pool eats places of the other") {
    on_each_office([](Office& office) {
        open_both(office, 1);
        office.hold(in_a_hurry(office), kPlain).value();
        CHECK(code_of(office.hold(in_a_hurry(office), kPlain)) == Code::slot_full);
        CHECK(taken(office, kPlain) == 0);
        office.held(kPlain);
        CHECK(taken(office, kQuick) == 1);
        CHECK(taken(office, kPlain) == 1);
        // A place that was asked for in the pool of others is one of the own all the same.
        CHECK(code_of(office.hold(office.draft(), kQuick)) == Code::slot_full);
    });
}

TEST_CASE("accelerated: 000-13: only where the service point offers it, on that day") {
    on_each_office([](Office& office) {
        auto const elsewhere = accelerated_place(kDay, 9, kMaumere);
        office.open(elsewhere, 5);
        auto const refused = office.hold(in_a_hurry(office), elsewhere);
        REQUIRE(code_of(refused) == Code::product_not_offered);  // Not even the passport.
        office
            .act([&](auto& tx) {
                return store::save_service_point_product(
                    tx,
                    {kMaumere, std::string{testing::kElectronic}, testing::date(2022, 1, 1), {}});
            })
            .value();
        auto const who = in_a_hurry(office);
        auto const not_offered = office.hold(who, elsewhere);
        REQUIRE(code_of(not_offered) == Code::accelerated_not_offered);
        CHECK(not_offered.error().pointer == "/service_point");
        CHECK(taken(office, elsewhere) == 0);
        auto const offer = [&](LocalDate from, LocalDate to) {
            office
                .act([&](auto& tx) {
                    return store::save_accelerated_service(
                        tx, {.point = kMaumere, .from = from, .to = to, .arrive_before = 11h});
                })
                .value();
        };
        offer(kDay - days{3}, kDay);
        CHECK(code_of(office.hold(who, elsewhere)) == Code::accelerated_not_offered);
        offer(kDay, kDay + days{1});
        CHECK(office.hold(who, elsewhere).has_value());
        // Without hurry the same day and place are one of the online pool.
        office.open(place(kDay, 9, kMaumere), 1);
        CHECK(office.hold(office.draft(), elsewhere)->seat.key == place(kDay, 9, kMaumere));
    });
}

TEST_CASE("accelerated: 6.4: full passports are not, nor is what no price is in force for") {
    on_each_office([](Office& office) {
        auto const who = office.draft();
        auto const refused = choose(office, who, true, Type::replace_full_pages);
        REQUIRE(code_of(refused) == Code::accelerated_not_offered);
        CHECK(refused.error().pointer == "/accelerated");
        CHECK_FALSE(office.application(who).accelerated);
        CHECK(choose(office, who, true, Type::replace_expired).has_value());
        CHECK(choose(office, who, false, Type::replace_expired, 3).has_value());
        CHECK_FALSE(office.application(who).accelerated);
        office
            .act([](auto& tx) {
                return tx.run({"none", "DELETE FROM tariff WHERE item = $1"},
                              {store::kAccelerated});
            })
            .value();
        CHECK(code_of(choose(office, who, true, Type::new_passport, 4)) == Code::tariff_unknown);
        CHECK(choose(office, who, false, Type::new_passport, 4).has_value());
    });
}

TEST_CASE("accelerated: a place that is held stays in its pool: the choice waits for its release") {
    on_each_office([](Office& office) {
        open_both(office, 2);
        auto const slow = office.held(kPlain);
        auto const refused = choose(office, slow, true);
        REQUIRE(code_of(refused) == Code::not_allowed_in_state);
        CHECK(refused.error().pointer == "/accelerated");
        CHECK(choose(office, slow, false).has_value());  // The rest of the choice may change.
        auto const quick = in_a_hurry(office);
        office.hold(quick, kPlain).value();
        CHECK(code_of(choose(office, quick, false, Type::new_passport, 3)) ==
              Code::not_allowed_in_state);
        office.release(quick).value();
        CHECK(choose(office, quick, false, Type::new_passport, 3).has_value());
        CHECK(office.hold(quick, kPlain)->seat.key == kPlain);
    });
}

TEST_CASE("accelerated: D4: who paid late gets the nearest place of the same pool, or none") {
    on_each_office([](Office& office) {
        open_both(office, 1);
        auto const other_day = accelerated_place(kDay + days{2}, 9);
        office.open(other_day, 1);
        auto const pay_late = [&](Applicant const& who) {
            office.hold(who, kPlain).value();
            auto const bill = office.submit(who).value();
            office.now = bill.deadline + 1s;
            office.expire(bill);
            office.hold(in_a_hurry(office), kPlain).value();  // The place is somebody's again.
            auto money = Office::full(bill, office.now, "late" + std::to_string(bill.id.value));
            money.notice = payment::Notice::told;
            office.pay(money).value();
        };
        auto const first = in_a_hurry(office);
        pay_late(first);
        CHECK(office.application(first).seat->key == other_day);
        CHECK(taken(office, kPlain) == 0);

        // Now only places of the online pool are free: none of them is taken.
        auto const another_day = accelerated_place(kDay + days{3}, 9);
        office.open(another_day, 1);
        auto const second = in_a_hurry(office);
        office.hold(second, another_day).value();
        auto const bill = office.submit(second).value();
        office.now = bill.deadline + 1s;
        office.expire(bill);
        office.hold(in_a_hurry(office), another_day).value();
        auto money = Office::full(bill, office.now, "last");
        money.notice = payment::Notice::told;
        office.pay(money).value();
        CHECK(office.application(second).state == State::paid_unplaced);
        CHECK(taken(office, kPlain) == 0);
    });
}

TEST_CASE("accelerated: D3: an office grants a place in the pool that was paid for") {
    on_each_office([](Office& office) {
        open_both(office, 1);
        auto const who = in_a_hurry(office);
        office.hold(who, kPlain).value();
        office.pay(Office::full(office.submit(who).value(), office.now)).value();
        auto const target = accelerated_place(kDay + days{1}, 10);
        office.open(target, 0);
        auto const by = office.officer(1);
        auto const seat = office.act([&](auto& tx) {
            return app::grant_place(tx, by,
                                    {who.application, place(kDay + days{1}, 10), "as promised"});
        });
        REQUIRE(seat.has_value());
        CHECK(seat->key == target);
        CHECK(office.row(target).granted == 1);
        CHECK(taken(office, kQuick) == 0);
    });
}

TEST_CASE("accelerated: R2: a visit is moved within its pool") {
    on_each_office([](Office& office) {
        open_both(office, 1);
        auto const target = accelerated_place(kDay + days{1}, 9);
        office.open(target, 1);
        office.open(place(kDay + days{1}, 9), 1);
        auto const who = in_a_hurry(office);
        office.hold(who, kPlain).value();
        office.pay(Office::full(office.submit(who).value(), office.now)).value();
        CHECK(office.reschedule(who, kDay + days{1}, 9)->seat.key == target);
        CHECK(taken(office, kQuick) == 0);
        CHECK(taken(office, place(kDay + days{1}, 9)) == 0);
    });
}

TEST_CASE(
    "accelerated: 6.4: its places are in the hours in which people come, once it is offered") {
    on_each_office([](Office& office) {
        office
            .act([](auto& tx) {
                return store::insert_quota_rule(tx, {.rule = {.id = 901,
                                                              .pool = Pool::accelerated,
                                                              .weekdays = booking::kMondayToFriday,
                                                              .amount = 20,
                                                              .from = testing::date(2023, 5, 1),
                                                              .reason = "places a day"},
                                                     .point = kPontianak,
                                                     .state = store::QuotaRuleState::approved,
                                                     .proposed_by = "data",
                                                     .approved_by = "data"});
            })
            .value();
        auto const slots = [&](LocalDate day) {
            auto const timer = office.system();
            auto const opened = office.act([&](auto& tx) {
                return app::open_days(tx, timer, {kPontianak, day, day + days{1}});
            });
            REQUIRE(opened.has_value());
            auto const rows = office
                                  .act([&](auto& tx) {
                                      return store::seat_rows(tx, kPontianak, Pool::accelerated,
                                                              day, day + days{1});
                                  })
                                  .value();
            std::string text;
            for (auto const& row : rows) {
                text +=
                    booking::slot_text(row.key.slot) + " " + std::to_string(row.capacity) + ", ";
            }
            return text;
        };
        CHECK(slots(kDay) == "08:00 7, 09:00 7, 10:00 6, ");
        // When the service ends, its places close; when it begins later, there are none yet.
        auto const offered = [&](std::optional<LocalDate> to) {
            office
                .act([&](auto& tx) {
                    return store::save_accelerated_service(tx, {.point = kPontianak,
                                                                .from = testing::date(2024, 9, 1),
                                                                .to = to,
                                                                .arrive_from = 8h,
                                                                .arrive_before = 11h});
                })
                .value();
        };
        offered(kDay);
        CHECK(slots(kDay) == "08:00 0, 09:00 0, 10:00 0, ");
        CHECK(slots(kDay + days{1}).empty());
    });
}

TEST_CASE("accelerated: days, slots and what else is free are told by pool") {
    on_each_office([](Office& office) {
        office.open(kQuick, 1);
        office.open(kPlain, 4);
        office.open(accelerated_place(kDay, 10), 2);
        auto const month = [&](Pool pool) {
            std::chrono::year_month_day const ymd{kDay};
            auto const read =
                office
                    .act([&](auto& tx) {
                        return app::read_month(tx, office.system(), {kPontianak, pool},
                                               ymd.year() / ymd.month());
                    })
                    .value();
            return read.days.at(static_cast<unsigned>(ymd.day()) - 1U).total;
        };
        CHECK(month(Pool::online) == 4);
        CHECK(month(Pool::accelerated) == 3);
        auto const slots = [&](Pool pool) {
            return office
                .act([&](auto& tx) {
                    return app::read_slots(tx, office.system(), {kPontianak, pool}, kDay);
                })
                .value()
                .rows.size();
        };
        CHECK(slots(Pool::online) == 1);
        CHECK(slots(Pool::accelerated) == 2);

        auto const who = in_a_hurry(office);
        office.hold(in_a_hurry(office), kPlain).value();
        auto const free =
            office
                .act([&](auto& tx) {
                    return app::alternatives_to(tx, office.as(who.account),
                                                app::HoldPlace{who.application, kPlain});
                })
                .value();
        REQUIRE(free.size() == 1);
        CHECK(free[0] == app::Alternative{kDay, 10h, 2});
    });
}

TEST_CASE("accelerated: V7, 2.4: what counts is the tariff of the bill, not that of the choice") {
    // The year 2024 has no holidays in the tests' data, and needs none.
    on_each_office([](Office& office) {
        auto const midnight = testing::at(Zone::wib, testing::date(2024, 12, 17), 0);
        auto const visit = accelerated_place(testing::date(2024, 12, 23), 9);
        office.open(visit, 1);
        office.now = midnight - 1min;
        auto const who = office.draft();
        auto const before = choose(office, who, true).value().product->price;
        CHECK(before == payment::Price{{650'000}, "PP 28/2019", {1'000'000}, "PP 28/2019"});
        office.hold(who, visit).value();
        office.now = midnight;
        auto const bill = office.submit(who).value();
        CHECK(bill.price() == payment::Price{{950'000}, "PP 45/2024", {1'000'000}, "PP 45/2024"});
    });
}
