#include "testing/office.hpp"
#include "app/booking/read_availability.hpp"
#include "app/office/change_quota.hpp"
#include "app/office/create_officer.hpp"
#include "app/office/load_reference.hpp"
#include "app/office/open_days.hpp"
#include "app/office/read_offices.hpp"
#include "app/office/release_days.hpp"
#include "store/offices.hpp"
#include "testing/databases.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using application::State;
using booking::Pool;
using booking::QuotaRuleKind;
using std::chrono::days;
using testing::date;
using testing::kMonday;
using testing::kPontianak;
using testing::Office;
using testing::on_each_office;
using testing::place;

namespace {

LocalDate const kDay = kMonday + days{7};
LocalDate const kThursday = kMonday + days{3};
booking::SeatKey const kPlace = place(kDay, 8);

template <typename T>
Code code_of(Result<T> const& result) {
    return result ? Code::internal : result.error().code;
}

Result<app::DaysOpened> open_days(Office& office, LocalDate from, int count,
                                  ServicePointId point = kPontianak) {
    auto const timer = office.system();
    return office.act(
        [&](auto& tx) { return app::open_days(tx, timer, {point, from, from + days{count}}); });
}

int places(Office& office, LocalDate date, Pool pool = Pool::online) {
    auto const rows = office
                          .act([&](auto& tx) {
                              return store::seat_rows(tx, kPontianak, pool, date, date + days{1});
                          })
                          .value();
    int sum = 0;
    for (auto const& row : rows) sum += row.capacity;
    return sum;
}

/// On the operator's socket, in the name of an officer.
app::Context named(Office& office, std::int64_t officer) {
    return office.context({app::ActorKind::operator_, officer, "quota", "admin"});
}

Result<store::StoredQuotaRule> propose(Office& office, std::int64_t officer, QuotaRuleKind kind,
                                       int amount, LocalDate from,
                                       ServicePointId point = kPontianak) {
    auto const by = named(office, officer);
    booking::QuotaRule const rule{.id = office.fresh(),
                                  .kind = kind,
                                  .amount = amount,
                                  .from = from,
                                  .to = from + days{1},
                                  .reason = "as decided"};
    return office.act([&](auto& tx) { return app::propose_quota(tx, by, {rule, point}); });
}

Result<store::StoredQuotaRule> approve(Office& office, std::int64_t officer, std::int64_t rule) {
    auto const by = named(office, officer);
    return office.act([&](auto& tx) { return app::approve_quota(tx, by, rule); });
}

Result<void> cut(Office& office, booking::SeatKey const& key, int capacity) {
    auto const by = office.officer(1);
    return office.act(
        [&](auto& tx) { return app::cut_capacity(tx, by, {key, capacity, "flood"}); });
}

Result<booking::Seat> grant(Office& office, testing::Applicant const& who,
                            booking::SeatKey const& key) {
    auto const by = office.officer(1);
    return office.act([&](auto& tx) {
        return app::grant_place(tx, by, {who.application, key, "by the head of office"});
    });
}

app::Day day_of(Office& office, LocalDate date) {
    std::chrono::year_month_day const ymd{date};
    auto const month =
        office
            .act([&](auto& tx) {
                return app::read_month(tx, office.system(), {kPontianak}, ymd.year() / ymd.month());
            })
            .value();
    return month.days.at(static_cast<unsigned>(ymd.day()) - 1U);
}

}  // namespace

// Golden: domain.md 9.3.
TEST_CASE("open_days: 001-03, 001-04: 200 a day, 325 on Thursdays and Fridays, 0 on a holiday") {
    on_each_office([](Office& office) {
        auto const opened = open_days(office, kMonday, 7).value();
        CHECK(opened.rows_made == 25);  // Five slots on five days.
        for (int day = 0; day < 7; ++day) {
            CHECK(places(office, kMonday + days{day}) == (day < 3 ? 200 : day < 5 ? 325 : 0));
        }
        // Christmas is a Friday, and the day before it collective leave.
        CHECK(open_days(office, date(2026, 12, 23), 3)->rows_made == 5);
        CHECK(places(office, date(2026, 12, 24)) == 0);
        CHECK(places(office, date(2026, 12, 25)) == 0);
        // D2: the day's capacity is the sum of its slots, by their weights.
        CHECK(office.row(place(kMonday, 8)).capacity == 50);
        CHECK(office.row(place(kMonday, 13)).capacity == 25);
        CHECK(office.row(place(kThursday, 8)).capacity == 81);
        CHECK(office.row(place(kThursday, 13)).capacity == 41);
    });
}

// Method: 199 places are taken in the ledger alone, so the books know no owners of them.
TEST_CASE("open_days: 001-03: the 201st of a day is refused") {
    testing::on_each_migrated_database([](sql::Connection& connection) {
        Office office{connection};
        open_days(office, kDay, 1).value();
        int taken = 0;
        for (int const hour : {13, 11, 10, 9, 8}) {
            auto const key = place(kDay, hour);
            office
                .act([&](auto& tx) -> Result<void> {
                    for (int left = office.row_in(tx, key).capacity; left > 0 && taken < 199;
                         --left) {
                        TRY(store::take_seat(tx, key, {{}, office.now}));
                        ++taken;
                    }
                    return {};
                })
                .value();
        }
        CHECK(office.hold(office.draft(), place(kDay, 8))->seat.sequence == 50);
        auto const one_more = office.draft();
        for (int const hour : {8, 9, 10, 11, 13}) {
            CHECK(code_of(office.hold(one_more, place(kDay, hour))) == Code::slot_full);
        }
        CHECK(office.count("SELECT sum(taken) FROM seat") == 200);
        CHECK(testing::differences_in_seats(connection).empty());
    });
}

TEST_CASE("open_days: repeated, it changes nothing; a rule approved since is followed") {
    on_each_office([](Office& office) {
        open_days(office, kDay, 2).value();
        office.held(kPlace);
        auto const again = open_days(office, kDay, 2).value();
        CHECK(again.rows_made == 0);
        CHECK(again.rows_changed == 0);
        auto const rule = propose(office, 1, QuotaRuleKind::delta, 8, kDay).value();
        CHECK(open_days(office, kDay, 2)->rows_changed == 0);  // Proposed only.
        approve(office, 2, rule.rule.id).value();
        CHECK(open_days(office, kDay, 2)->rows_changed == 5);
        CHECK(places(office, kDay) == 208);
        CHECK(places(office, kDay + days{1}) == 200);
    });
}

TEST_CASE("open_days: D3, 002-A2: a closure takes the places off sale, and nobody's place away") {
    on_each_office([](Office& office) {
        open_days(office, kDay, 1).value();
        auto const who = office.scheduled(kPlace);
        auto const rule = propose(office, 1, QuotaRuleKind::closure, 0, kDay).value();
        approve(office, 2, rule.rule.id).value();
        open_days(office, kDay, 1).value();
        CHECK(places(office, kDay) == 0);
        CHECK(office.row(kPlace).granted == 1);
        CHECK(office.application(who).seat->key == kPlace);
        CHECK(code_of(office.hold(office.draft(), kPlace)) == Code::day_closed);
    });
}

TEST_CASE("days ahead: as time goes on new days open, and those that are open stay as they are") {
    on_each_office([](Office& office) {
        auto const context = office.system();
        auto const today = date_in(Zone::wib, context.now);
        auto const release = [&](int horizon) {
            return office
                .act([&](auto& tx) {
                    return app::release_next_days(tx, context, kPontianak, horizon);
                })
                .value();
        };
        auto const reach = (kDay - today).count() + 14;
        release(static_cast<int>(reach));
        auto const before = places(office, kDay);
        CHECK(before > 0);
        REQUIRE(propose(office, 1, QuotaRuleKind::delta, 50, today).has_value());
        CHECK(release(static_cast<int>(reach)).rows.rows_made == 0);
        CHECK(release(static_cast<int>(reach) + 7).rows.rows_made > 0);
        CHECK(places(office, kDay) == before);
    });
}

TEST_CASE("open_days: what an officer set for a slot outlasts the rules") {
    on_each_office([](Office& office) {
        open_days(office, kDay, 1).value();
        cut(office, kPlace, 3).value();
        CHECK(open_days(office, kDay, 1)->rows_changed == 0);
        CHECK(office.row(kPlace).capacity == 3);
    });
}

TEST_CASE(
    "open_days: nothing is guessed about a year whose holidays are not known, nor of no office") {
    on_each_office([](Office& office) {
        CHECK(code_of(open_days(office, date(2027, 1, 4), 1)) == Code::holidays_unknown);
        CHECK(code_of(open_days(office, kDay, 1, {99})) == Code::office_not_found);
        CHECK(office.count("SELECT count(*) FROM seat") == 0);
    });
}

TEST_CASE("open_days: 002-01: a day is on sale from its release, 60 days before it, at midnight") {
    on_each_office([](Office& office) {
        auto const far = kMonday + days{58};  // 30 December.
        open_days(office, far, 1).value();
        auto const opening = testing::at(Zone::wib, far - days{60}, 0);
        CHECK(office.row(place(far)).opens_at == opening);
    });
}

TEST_CASE("quota: 002-01: proposed by one, approved once by another") {
    on_each_office([](Office& office) {
        auto const rule = propose(office, 1, QuotaRuleKind::override, 50, kDay)->rule.id;
        CHECK(code_of(approve(office, 1, rule)) == Code::forbidden);
        CHECK(approve(office, 2, rule)->state == store::QuotaRuleState::approved);
        CHECK(code_of(approve(office, 3, rule)) == Code::quota_not_proposed);
        CHECK(code_of(approve(office, 2, 4711)) == Code::request_not_found);
        CHECK(code_of(propose(office, 1, QuotaRuleKind::base, 1, kDay, {99})) ==
              Code::office_not_found);
        CHECK(propose(office, 1, QuotaRuleKind::multiplier, 50, kDay, {}));  // The whole country.
    });
}

TEST_CASE("quota: 9.3: a day's total is explained as it was computed") {
    on_each_office([](Office& office) {
        auto const explained =
            office
                .act([](auto& tx) {
                    return app::explain_day(tx, kPontianak, Pool::online, kThursday);
                })
                .value();
        CHECK(explained.total == 325);
        CHECK(booking::explanation(explained) == "200 + 125 (THURSDAY)");
    });
}

TEST_CASE("cut: D3, 002-A2: below what is taken nobody loses a place, and none goes on sale") {
    on_each_office([](Office& office) {
        office.open(kPlace, 3);
        auto const one = office.held(kPlace);
        office.held(kPlace);
        cut(office, kPlace, 1).value();
        CHECK(office.row(kPlace).granted == 1);
        office.release(one).value();
        CHECK(office.row(kPlace).granted == 0);
        CHECK(code_of(office.hold(office.draft(), kPlace)) == Code::slot_full);
        CHECK(code_of(cut(office, place(kDay, 20), 1)) == Code::day_not_found);
    });
}

TEST_CASE(
    "grant: D3, D4: who paid and has no place is given one, and may reschedule as others may") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.billed(kPlace);
        office.expire(who.bill);
        office.held(kPlace);
        auto money = Office::full(who.bill, who.bill.deadline + 1s);
        money.notice = payment::Notice::told;
        office.pay(money).value();
        REQUIRE(office.application(who).state == State::paid_unplaced);
        CHECK(code_of(grant(office, who, place(kDay, 20))) == Code::day_not_found);
        CHECK(grant(office, who, kPlace)->sequence == 3);
        auto const now = office.application(who);
        CHECK(now.state == State::scheduled);
        CHECK(now.first_visit == kDay);
        CHECK(office.row(kPlace).granted == 1);
        office.open(place(kDay + days{1}), 1);
        CHECK(office.reschedule(who, kDay + days{1}));
    });
}

TEST_CASE("grant: D3, 002-A2: the office moves a visit, at no cost of the applicant's reschedule") {
    on_each_office([](Office& office) {
        auto const early = place(kDay - days{3}), late = place(kDay + days{3});
        for (auto const& key : {early, kPlace, late}) office.open(key, 1);
        auto const who = office.scheduled(kPlace);
        for (auto const& key : {early, late, kPlace}) {
            CHECK(grant(office, who, key)->key == key);
            CHECK(office.application(who).seat->key == key);
        }
        CHECK(code_of(grant(office, who, kPlace)) == Code::same_visit_date);
        CHECK(office.application(who).reschedules_used == 0);
        CHECK(office.application(who).first_visit == kDay);
        CHECK(office.row(early).taken + office.row(late).taken == 0);
        CHECK(code_of(grant(office, office.draft(), early)) == Code::not_allowed_in_state);
        CHECK(code_of(grant(office, {{}, {4711}, ""}, early)) == Code::application_not_found);
    });
}

TEST_CASE(
    "availability: open, full, closed, holiday, past and not yet, each with its free places") {
    on_each_office([](Office& office) {
        using app::DayState;
        open_days(office, kMonday, 12).value();
        auto const tuesday = kMonday + days{1};
        for (int const hour : {9, 10, 11, 13}) cut(office, place(tuesday, hour), 0).value();
        cut(office, place(tuesday, 8), 1).value();
        auto const open = day_of(office, kThursday);
        CHECK(open.state == DayState::open);
        CHECK(open.free == 325);
        CHECK(open.total == 325);
        CHECK(open.explanation == "200 + 125 (THURSDAY)");
        CHECK(day_of(office, tuesday).state == DayState::open);
        office.held(place(tuesday, 8));
        CHECK(day_of(office, tuesday).state == DayState::full);
        CHECK(day_of(office, tuesday).free == 0);
        CHECK(day_of(office, kMonday).state == DayState::past);
        CHECK(day_of(office, kMonday + days{5}).state == DayState::closed);
        auto const christmas = day_of(office, date(2026, 12, 25));
        CHECK(christmas.state == DayState::holiday);
        CHECK(christmas.note == "holiday");
        office.now -= days{60};
        auto const waiting = day_of(office, kThursday);
        CHECK(waiting.state == DayState::not_yet);
        CHECK(waiting.opens_at == testing::at(Zone::wib, kThursday - days{60}, 0));
    });
}

TEST_CASE("availability: the slots of a day, and at most five places instead of one that is full") {
    on_each_office([](Office& office) {
        open_days(office, kDay, 5).value();
        auto const slots = [&](LocalDate date) {
            return office.act(
                [&](auto& tx) { return app::read_slots(tx, office.system(), {kPontianak}, date); });
        };
        CHECK(slots(kDay)->rows.size() == 5);
        CHECK(code_of(slots(kDay + days{5})) == Code::day_not_found);
        cut(office, kPlace, 0).value();
        auto const instead =
            office.act([&](auto& tx) { return app::alternatives_to(tx, office.system(), kPlace); })
                .value();
        REQUIRE(instead.size() == 5);
        CHECK(instead.front().key == place(kDay, 9));
        CHECK(instead.back().key == place(kDay + days{1}, 8));
    });
}

TEST_CASE(
    "reference data: loaded again, they replace rows of the same key and keep a rule's history") {
    on_each_office([](Office& office) {
        auto data = testing::reference_data();
        data.offices[0].name = "Pontianak Baru";
        data.quota_rules[0].rule.amount = 999;
        auto const load = [&] {
            return office
                .act([&](auto& tx) { return app::load_reference(tx, office.system(), data); })
                .value()
                .rows;
        };
        CHECK(load() == load());
        open_days(office, kDay, 1).value();
        CHECK(places(office, kDay) == 200);
        auto const views =
            office.act([&](auto& tx) { return app::read_offices(tx, office.system()); }).value();
        REQUIRE(views.size() == 2);
        CHECK(views[0].office.name == "Pontianak Baru");
        CHECK(views[0].points.at(0).products.size() == 2);
        CHECK(views[1].zone() == Zone::wita);
    });
}

TEST_CASE("officers: one of an office that there is, under a login of their own") {
    on_each_office([](Office& office) {
        auto const create = [&](std::string login, std::string code,
                                std::string role = "OFFICE_HEAD") {
            auto const by = office.officer(1);
            return office.act([&](auto& tx) {
                return app::create_officer(
                    tx, by, {{office.fresh()}, std::move(login), std::move(role), std::move(code)});
            });
        };
        CHECK(create("ani", "MAUMERE")->office == OfficeId{2});
        CHECK(code_of(create("ani", "PONTIANAK")) == Code::officer_exists);
        CHECK(code_of(create("budi", "ATLANTIS")) == Code::office_not_found);
        CHECK(code_of(create("root", "MAUMERE")) == Code::malformed_name);
        CHECK(code_of(create("budi", "MAUMERE", "KING")) == Code::unknown_value);
        CHECK(office.act([](auto& tx) { return store::all_officer_accounts(tx); })->size() == 1);
    });
}
