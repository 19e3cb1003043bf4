#include "app/booking/reschedule_visit.hpp"

#include "testing/office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using application::State;
using std::chrono::days;
using testing::kMaumere;
using testing::Office;
using testing::on_each_office;
using testing::place;

namespace {

LocalDate const kDay = testing::kMonday + days{7};

template <typename T>
Code code_of(Result<T> const& result) {
    return result ? Code::internal : result.error().code;
}

/// Scheduled on kDay at 8 in Maumere, with places on the three days after it and a month later.
Office::Billed visitor(Office& office) {
    for (int day = 0; day < 4; ++day) office.open(place(kDay + days{day}, 8, kMaumere), 1);
    for (int day = 30; day < 32; ++day) office.open(place(kDay + days{day}, 8, kMaumere), 1);
    return office.scheduled(place(kDay, 8, kMaumere));
}

}  // namespace

TEST_CASE("reschedule: 002-F4, R1, R2: a paid visit moves to another date at the same office") {
    on_each_office([](Office& office) {
        auto const who = visitor(office);
        auto const moved = office.reschedule(who, kDay + days{1}).value();
        auto const to = place(kDay + days{1}, 8, kMaumere);
        CHECK(moved.seat == booking::Seat{to, 1});
        CHECK(moved.reschedules_left == 0);
        auto const now = office.application(who);
        CHECK(now.state == State::scheduled);
        CHECK(now.seat == moved.seat);
        CHECK(now.reschedules_used == 1);
        CHECK(now.first_visit == kDay);
        CHECK(office.row(place(kDay, 8, kMaumere)).free() == 1);
        CHECK(office.bill(who.bill.id).state == payment::BillState::paid);
    });
}

TEST_CASE("reschedule: 002-F4: the second is refused, and the visit stands") {
    on_each_office([](Office& office) {
        auto const who = visitor(office);
        office.reschedule(who, kDay + days{1}).value();
        CHECK(code_of(office.reschedule(who, kDay + days{2})) == Code::already_rescheduled);
        CHECK(office.application(who).seat->key.date == kDay + days{1});
    });
}

// Golden: domain.md 9.4, 3. The office is in WITA; nothing here knows the server's zone.
TEST_CASE("reschedule: 002-F4: until 23:59:59 WITA of H-1 in Maumere, and no longer at 00:00:00") {
    auto const midnight = testing::at(Zone::wita, kDay, 0);
    CHECK(midnight == testing::at(Zone::wib, kDay - days{1}, 23));
    on_each_office([&](Office& office) {
        auto const who = visitor(office);
        office.now = midnight;
        CHECK(code_of(office.reschedule(who, kDay + days{1})) == Code::reschedule_window_closed);
        CHECK(office.application(who).seat->key.date == kDay);
        office.now = midnight - 1s;
        CHECK(office.reschedule(who, kDay + days{1}));
    });
}

TEST_CASE("reschedule: D6: H-1 is judged by the moment the request arrived, what is left by now") {
    auto const midnight = testing::at(Zone::wita, kDay, 0);
    on_each_office([&](Office& office) {
        auto const who = visitor(office);
        office.now = midnight + 2s;
        auto me = office.as(who.account);
        me.arrived = midnight - 1us;
        auto const to = [&](LocalDate date) {
            return office.act([&](auto& tx) {
                return app::reschedule_visit(tx, me, {who.application, date, 8h});
            });
        };
        CHECK(code_of(to(kDay)) == Code::same_visit_date);
        CHECK(code_of(to(kDay - days{1})) == Code::visit_not_in_future);
        CHECK(to(kDay + days{1}));
    });
}

TEST_CASE("reschedule: D6: to 30 days after the first visit date, and not a day further") {
    on_each_office([](Office& office) {
        auto const who = visitor(office);
        CHECK(code_of(office.reschedule(who, kDay + days{31})) == Code::reschedule_too_far);
        CHECK(office.reschedule(who, kDay + days{30}));
    });
}

TEST_CASE("reschedule: R2, D3: a new date that has no place leaves the old visit untouched") {
    on_each_office([](Office& office) {
        auto const who = visitor(office);
        office.held(place(kDay + days{1}, 8, kMaumere));
        office.open(place(kDay + days{2}, 8, kMaumere), 0);
        CHECK(code_of(office.reschedule(who, kDay)) == Code::same_visit_date);
        CHECK(code_of(office.reschedule(who, kDay, 9)) == Code::same_visit_date);
        CHECK(code_of(office.reschedule(who, testing::kMonday)) == Code::visit_not_in_future);
        CHECK(code_of(office.reschedule(who, kDay + days{1})) == Code::slot_full);
        CHECK(code_of(office.reschedule(who, kDay + days{2})) == Code::day_closed);
        CHECK(code_of(office.reschedule(who, kDay + days{9})) == Code::day_not_found);
        auto const now = office.application(who);
        CHECK(now.seat->key.date == kDay);
        CHECK(now.reschedules_used == 0);
        CHECK(office.row(place(kDay, 8, kMaumere)).taken == 1);
    });
}

TEST_CASE("reschedule: only a visit that is paid for is moved") {
    on_each_office([](Office& office) {
        office.open(place(kDay), 9);
        office.open(place(kDay + days{1}), 9);
        auto const draft = office.draft();
        auto const billed = office.billed(place(kDay));
        for (testing::Applicant const& who :
             {draft, office.held(place(kDay)), testing::Applicant{billed}}) {
            CHECK(code_of(office.reschedule(who, kDay + days{1})) == Code::not_allowed_in_state);
        }
    });
}

TEST_CASE("reschedule: the executor is told both seats, and none of who has none") {
    on_each_office([](Office& office) {
        auto const who = visitor(office);
        auto const seats = [&](testing::Applicant const& of) {
            return office
                .act([&](auto& tx) {
                    return app::seats_to_reschedule(tx, {of.application, kDay + days{1}, 8h});
                })
                .value();
        };
        CHECK(seats(who) ==
              std::vector{place(kDay, 8, kMaumere), place(kDay + days{1}, 8, kMaumere)});
        CHECK(seats(office.draft()).empty());
        auto const one = office.act([&](auto& tx) { return app::seat_of(tx, who.application); });
        CHECK(one.value() == std::vector{place(kDay, 8, kMaumere)});
    });
}
