#include "app/booking/hold_place.hpp"

#include "store/forms.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using application::State;
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

}  // namespace

TEST_CASE("hold: D5, 002-S7: a place is held for 15 minutes, live and with its number") {
    on_each_office([](Office& office) {
        office.open(kPlace, 2);
        auto const who = office.draft();
        auto const held = office.hold(who, kPlace).value();
        CHECK(held.seat == booking::Seat{kPlace, 1});
        CHECK(held.expires_at == office.now + 15min);
        auto const now = office.application(who);
        CHECK(now.state == State::held);
        CHECK(now.live);
        CHECK(now.seat == held.seat);
        CHECK(now.deadline == held.expires_at);
        CHECK(office.row(kPlace).free() == 1);
    });
}

TEST_CASE("hold: R8, D5: what is given back is free for all at once, and the draft stays") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.held(kPlace);
        office.release(who).value();
        CHECK(office.application(who).state == State::draft);
        CHECK_FALSE(office.application(who).live);
        CHECK(office.held(kPlace).application != who.application);
        CHECK(code_of(office.release(who)) == Code::not_allowed_in_state);
    });
}

TEST_CASE("hold: D5, R5: at its end a hold goes back, once, and one may hold again") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.draft();
        auto const held = office.hold(who, kPlace).value();
        office.expire_hold(who, held.expires_at - 1us).value();  // Another timer's.
        CHECK(office.application(who).state == State::held);
        office.now = held.expires_at;
        for (int time = 0; time < 2; ++time) {
            office.expire_hold(who, held.expires_at).value();
            CHECK(office.application(who).state == State::expired);
            CHECK(office.row(kPlace).free() == 1);
        }
        CHECK(office.count("SELECT count(*) FROM timer WHERE kind = 'hold_end'") == 0);
        auto const again = office.hold(who, kPlace).value();
        CHECK(again.seat.sequence == 2);
        office.expire_hold(who, held.expires_at).value();  // Rings for the hold before.
        CHECK(office.application(who).state == State::held);
    });
}

TEST_CASE(
    "hold: 002-S1 to 002-S5: nothing is held before the stages are done, each named in turn") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.draft();
        struct Row {
            bool store::Assessed::* not_done;
            std::string_view stage;
        };
        auto const missing = [&] {
            auto const held = office.hold(who, kPlace);
            CHECK(code_of(held) == Code::stage_incomplete);
            return held ? "" : held.error().params.at(0).value;
        };
        auto assessed = testing::complete();
        for (auto const& [not_done, stage] :
             {Row{&store::Assessed::product, "5"}, Row{&store::Assessed::additional_data, "4"},
              Row{&store::Assessed::documents, "3"}, Row{&store::Assessed::questionnaire, "2"}}) {
            assessed.*not_done = false;
            office.revise(who, app::LookAgain{who.application}, assessed).value();
            CHECK(missing() == stage);
        }
        constexpr sql::Statement kForget{"forget", "UPDATE application SET nik_index = NULL"};
        office.database.run(kForget, {}).value();
        CHECK(missing() == "1");
        CHECK(office.row(kPlace).sequence == 0);
    });
}

TEST_CASE("hold: nothing rests on an assessment whose day is over, or whose rules have changed") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        office.now = testing::at(Zone::wib, testing::kMonday, 23, 59, 59);
        auto const who = office.draft();
        auto today = testing::complete();
        today.good_until = testing::kMonday + std::chrono::days{1};
        auto const look_again = [&](store::Assessed const& assessed) {
            office.revise(who, app::LookAgain{who.application}, assessed).value();
        };
        look_again(today);
        office.hold(who, kPlace).value();
        office.release(who).value();
        office.now += 1s;  // Midnight in WIB.
        CHECK(code_of(office.hold(who, kPlace)) == Code::assessment_outdated);
        look_again(testing::complete());
        office.hold(who, kPlace).value();
        office.release(who).value();
        office.act([](auto& tx) { return store::count_draft_rules_change(tx); }).value();
        CHECK(code_of(office.hold(who, kPlace)) == Code::assessment_outdated);
        auto by_new_rules = testing::complete();
        by_new_rules.rules += 1;
        look_again(by_new_rules);
        CHECK(office.hold(who, kPlace));
    });
}

TEST_CASE("hold: what was changed by who cannot look at the answers has them looked at again") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const who = office.draft();
        auto const before = office.assessment(who).revision;
        office.act([&](auto& tx) { return store::outdate_assessment(tx, who.application); })
            .value();
        CHECK(code_of(office.hold(who, kPlace)) == Code::assessment_outdated);
        CHECK(office.assessment(who).revision == before + 1);
    });
}

TEST_CASE("hold: 2.7: no visit before the first day on which the old passport is replaceable") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const day_before = place(kDay - std::chrono::days{3}, 8);  // Friday.
        office.open(day_before, 1);
        auto const who = office.draft();
        auto later = testing::complete();
        later.visit_from = kDay;
        office.revise(who, app::LookAgain{who.application}, later).value();
        auto const refused = office.hold(who, day_before);
        CHECK(code_of(refused) == Code::passport_still_valid);
        CHECK(refused.error().pointer == "/date");
        CHECK(refused.error().params.at(0) == Error::Param{"from", "2026-11-09"});
        CHECK(office.row(day_before).sequence == 0);
        CHECK(office.hold(who, kPlace));
    });
}

TEST_CASE("hold: the refusals of the place and of its day leave nothing behind") {
    on_each_office([](Office& office) {
        auto const tomorrow = testing::kMonday + std::chrono::days{1};
        office.open(kPlace, 1);
        office.open(place(testing::kMonday, 13), 9);
        office.open(place(tomorrow, 8), 0);
        office.open(place(tomorrow, 9), 9);
        office.held(kPlace);
        auto const who = office.draft();
        auto const refusal = [&](booking::SeatKey const& key) {
            return code_of(office.hold(who, key));
        };
        CHECK(refusal(kPlace) == Code::slot_full);
        CHECK(refusal(place(tomorrow, 8)) == Code::day_closed);
        CHECK(refusal(place(kDay, 20)) == Code::day_not_found);
        CHECK(refusal(place(kDay, 8, {99})) == Code::office_not_found);
        // 9.2: tomorrow is the earliest.
        CHECK(refusal(place(testing::kMonday, 13)) == Code::day_past);
        for (int time = 0; time < 3; ++time) {  // D5: what was refused is no hold of the three.
            office.hold(who, place(tomorrow, 9)).value();
            office.release(who).value();
        }
        CHECK(refusal(place(tomorrow, 9)) == Code::holds_exhausted);
    });
}

TEST_CASE("hold: the product must be to be had at the service point on that day") {
    on_each_office([](Office& office) {
        office.open(kPlace, 1);
        auto const maumere = place(kDay, 8, testing::kMaumere);
        office.open(maumere, 1);
        auto const who = office.draft(office.account(), "a", testing::kElectronic);
        CHECK(code_of(office.hold(who, maumere)) == Code::product_not_offered);
        CHECK(office.hold(who, kPlace));
    });
}

TEST_CASE("hold: 002-01: a day that is not released yet is refused until its very moment") {
    on_each_office([](Office& office) {
        auto const opening = office.now + 1h;
        office
            .act([&](auto& tx) {
                return store::open_seat(tx, kPlace, 1, opening, {{}, office.now});
            })
            .value();
        auto const who = office.draft();
        office.now = opening - 1us;
        CHECK(code_of(office.hold(who, kPlace)) == Code::not_yet_open);
        office.now = opening;
        CHECK(office.hold(who, kPlace));
    });
}

TEST_CASE("hold: D9: VALID is good for 30 days, exclusive") {
    on_each_office([](Office& office) {
        auto const late = place(kDay + std::chrono::days{30});
        office.open(late, 1);
        auto const who = office.draft();
        office.now += std::chrono::days{30};
        CHECK(code_of(office.hold(who, late)) == Code::nik_not_valid);
        office.now -= 1us;
        CHECK(office.hold(who, late));
    });
}

TEST_CASE("hold: D5: three a day per NIK, by the day of the office, whoever's account it is") {
    on_each_office([](Office& office) {
        auto const maumere = place(kDay, 8, testing::kMaumere);
        office.open(maumere, 9);
        office.now = testing::at(Zone::wita, testing::kMonday, 23, 59, 59);
        auto const one = office.draft(office.account(), "a");
        auto const two = office.draft(office.account(), "a");
        for (auto const& who : {one, two, one}) {
            office.hold(who, maumere).value();
            office.release(who).value();
        }
        CHECK(code_of(office.hold(two, maumere)) == Code::holds_exhausted);
        office.now += 1s;  // Midnight in Maumere; 23:00 in WIB, 16:00 UTC.
        CHECK(office.hold(two, maumere));
    });
}

TEST_CASE("hold: D8: one live application per NIK, and the other draft may hold afterwards") {
    on_each_office([](Office& office) {
        office.open(kPlace, 9);
        auto const one = office.draft(office.account(), "a");
        auto const two = office.draft(office.account(), "a");
        office.hold(one, kPlace).value();
        CHECK(code_of(office.hold(two, kPlace)) == Code::nik_has_live_application);
        CHECK(office.row(kPlace).sequence == 1);
        CHECK(code_of(office.hold(one, kPlace)) == Code::not_allowed_in_state);
        office.release(one).value();
        CHECK(office.hold(two, kPlace));
    });
}

TEST_CASE("hold: another's application is not found, and nobody but an applicant has one") {
    on_each_office([](Office& office) {
        office.open(kPlace, 9);
        auto const mine = office.draft();
        auto const thief = testing::Applicant{office.account(), mine.application, "x"};
        CHECK(code_of(office.hold(thief, kPlace)) == Code::application_not_found);
        CHECK(code_of(office.hold({mine.account, {4711}, ""}, kPlace)) ==
              Code::application_not_found);
        office.hold(mine, kPlace).value();
        CHECK(code_of(office.release(thief)) == Code::application_not_found);
        CHECK(code_of(office.submit(thief)) == Code::application_not_found);
        CHECK(code_of(office.withdraw(thief)) == Code::application_not_found);
        CHECK(code_of(office.reschedule(thief, kDay)) == Code::application_not_found);
        auto const officer = office.officer(mine.account.value);
        CHECK(code_of(office.act([&](auto& tx) {
                  return app::hold_place(tx, officer, {mine.application, kPlace});
              })) == Code::application_not_found);
    });
}
