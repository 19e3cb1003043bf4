// Several applicants of one account take places in one act, all or nothing (D14).

#include "app/booking/hold_group.hpp"

#include "app/booking/alternatives.hpp"
#include "app/executor.hpp"
#include "store/migrations.hpp"
#include "testing/databases.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>
#include <map>
#include <mutex>
#include <thread>

using namespace mpaspor;
using namespace std::chrono_literals;
using application::State;
using std::chrono::days;
using testing::Applicant;
using testing::Office;
using testing::on_each_office;
using testing::place;

namespace {

LocalDate const kDay = testing::kMonday + days{7};

template <typename T>
Code code_of(Result<T> const& result) {
    return result ? Code::internal : result.error().code;
}

struct Family {
    AccountId account;
    std::vector<Applicant> people = {};

    app::HoldGroup wanting(booking::SeatKey const& wanted) const {
        app::HoldGroup group{{}, wanted};
        for (auto const& who : people) group.applications.push_back(who.application);
        return group;
    }
};

Family family(Office& office, int people) {
    Family family{office.account()};
    for (int i = 0; i < people; ++i) {
        family.people.push_back(
            office.draft(family.account, "nik" + std::to_string(office.fresh())));
    }
    return family;
}

Result<std::vector<app::PlaceHeld>> hold(Office& office, AccountId account,
                                         app::HoldGroup const& group) {
    auto const me = office.as(account);
    return office.act([&](auto& tx) { return app::hold_group(tx, me, group); });
}
Result<std::vector<app::PlaceHeld>> hold(Office& office, Family const& family, int hour = 8) {
    return hold(office, family.account, family.wanting(place(kDay, hour)));
}

void open(Office& office, std::vector<int> const& places_from_8) {
    for (int i = 0; i < std::ssize(places_from_8); ++i) {
        office.open(place(kDay, 8 + i), places_from_8[static_cast<std::size_t>(i)]);
    }
}

/// Refused, and nobody has taken anything.
Error refusal(Office& office, AccountId account, app::HoldGroup const& group) {
    auto const taken = [&] { return office.count("SELECT sum(sequence) FROM seat"); };
    auto const holds = [&] {
        return office.count("SELECT count(*) FROM live_application") +
               office.count("SELECT coalesce(sum(holds), 0) FROM nik_try");
    };
    auto const taken_before = taken(), holds_before = holds();
    auto const held = hold(office, account, group);
    CHECK(taken() == taken_before);
    CHECK(holds() == holds_before);
    return held ? Error{Code::internal} : held.error();
}

}  // namespace

TEST_CASE("group: D14, D5: a family of five takes five places close together in one act") {
    on_each_office([](Office& office) {
        open(office, {1, 3, 9, 2});
        auto const five = family(office, 5);
        auto const held = hold(office, five, 9).value();
        REQUIRE(held.size() == 5);
        for (std::size_t i = 0; i < 5; ++i) {
            CHECK(held[i].seat == booking::Seat{place(kDay, 10), static_cast<int>(i) + 1});
            CHECK(held[i].expires_at == office.now + 15min);
            auto const now = office.application(five.people[i]);
            CHECK(now.state == State::held);
            CHECK(now.seat == held[i].seat);
            CHECK(now.deadline == held[i].expires_at);
        }
        auto const three = hold(office, family(office, 3), 10).value();  // Four are left there.
        CHECK(three.back().seat == booking::Seat{place(kDay, 10), 8});
        auto const two = hold(office, family(office, 2), 8).value();
        CHECK(two.front().seat.key == place(kDay, 9));
        auto const next = hold(office, family(office, 3), 8).value();
        CHECK(next[0].seat.key == place(kDay, 10));  // In the order of the list.
        CHECK(next[1].seat.key == place(kDay, 11));
        CHECK(next[2].seat.key == place(kDay, 11));
    });
}

TEST_CASE("group: D14: afterwards each goes on alone: a bill each, one gives up, one is too late") {
    on_each_office([](Office& office) {
        open(office, {3});
        auto const three = family(office, 3);
        auto const held = hold(office, three).value();
        auto const bill = office.submit(three.people[0]).value();
        office.release(three.people[1]).value();
        office.now = held[2].expires_at;
        office.expire_hold(three.people[2], held[2].expires_at).value();
        CHECK(office.application(three.people[0]).state == State::awaiting_payment);
        CHECK(office.application(three.people[1]).state == State::draft);
        CHECK(office.application(three.people[2]).state == State::expired);
        CHECK(office.bill(bill.id).place == place(kDay));
        CHECK(office.row(place(kDay)).free() == 2);
    });
}

TEST_CASE("group: D14, D3: four places are none for five") {
    on_each_office([](Office& office) {
        open(office, {1, 1, 2});
        auto const five = family(office, 5);
        auto const wanted = five.wanting(place(kDay, 9));
        auto const refused = refusal(office, five.account, wanted);
        CHECK(refused.code == Code::slot_full);
        CHECK(refused.pointer == "/date");
        CHECK(refused.params.back() == Error::Param{"people", "5"});
        office.open(place(kDay, 11), 1);
        CHECK(hold(office, five).has_value());
        CHECK(office.count("SELECT sum(taken) FROM seat") == 5);
    });
}

TEST_CASE("group: D14: who is refused a day is shown the nearest ones with room for all of them") {
    on_each_office([](Office& office) {
        open(office, {2});
        auto const three = family(office, 3);
        auto const wanted = three.wanting(place(kDay, 9));
        for (int day : {-7, -4, -1, 1, 2, 3, 4, 9}) {
            office.open(place(kDay + days{day}, 8), day == 1 ? 2 : 1);
            office.open(place(kDay + days{day}, 9), day == 2 ? 1 : 2);
        }
        auto const alternatives =
            office
                .act([&](auto& tx) {
                    return app::alternatives_to(tx, office.as(three.account), wanted);
                })
                .value();
        // Today is past, a day has two only, the ninth is too far down the list.
        CHECK(alternatives == app::Alternatives{{kDay - days{1}, 8h, 3},
                                                {kDay + days{1}, 8h, 4},
                                                {kDay + days{3}, 8h, 3},
                                                {kDay - days{4}, 8h, 3},
                                                {kDay + days{4}, 8h, 3}});
    });
}

TEST_CASE(
    "group: D14, 002-S1 to 002-S5: what keeps one from a place keeps all, and names the one") {
    on_each_office([](Office& office) {
        open(office, {9});
        auto const three = family(office, 3);
        auto const wanted = three.wanting(place(kDay));
        auto const account = three.account;
        auto const at = [&](std::size_t i, Code code) {
            auto const refused = refusal(office, account, wanted);
            CHECK(refused.code == code);
            CHECK(refused.pointer == "/applications/" + std::to_string(i));
        };
        office.hold(three.people[1], place(kDay)).value();
        at(1, Code::not_allowed_in_state);
        office.release(three.people[1]).value();
        auto unfinished = testing::complete();
        unfinished.documents = false;
        auto const look_again = [&](std::size_t i, store::Assessed const& assessed) {
            office.revise(three.people[i], app::LookAgain{three.people[i].application}, assessed)
                .value();
        };
        look_again(2, unfinished);
        at(2, Code::stage_incomplete);
        auto later = testing::complete();
        later.visit_from = kDay + days{1};
        look_again(2, later);
        at(2, Code::passport_still_valid);
        look_again(2, testing::complete());
        for (int time = 0; time < 2; ++time) {  // D5: three a day, of which it had one.
            office.hold(three.people[1], place(kDay)).value();
            office.release(three.people[1]).value();
        }
        at(1, Code::holds_exhausted);
        office.now += 24h;
        CHECK(hold(office, three).has_value());
    });
}

TEST_CASE("group: D8: two of one NIK, in one group or beside it, are not held together") {
    on_each_office([](Office& office) {
        open(office, {9});
        auto const account = office.account();
        auto const one = office.draft(account, "a"), two = office.draft(account, "a"),
                   other = office.draft(account, "b");
        app::HoldGroup group{{one.application, other.application, two.application}, place(kDay)};
        auto refused = refusal(office, account, group);
        CHECK(refused.code == Code::nik_has_live_application);
        CHECK(refused.pointer == "/applications/2");
        group.applications = {other.application, other.application};
        CHECK(refusal(office, account, group).code == Code::nik_has_live_application);
        office.hold(two, place(kDay)).value();
        group.applications = {other.application, one.application};
        refused = refusal(office, account, group);
        CHECK(refused.code == Code::nik_has_live_application);
        CHECK(refused.pointer == "/applications/1");
    });
}

TEST_CASE("group: D14: one to five, and all of them the account's own") {
    on_each_office([](Office& office) {
        open(office, {9});
        auto three = family(office, 3);
        auto const wanted = three.wanting(place(kDay));
        auto group = wanted;
        group.applications.clear();
        CHECK(refusal(office, three.account, group).code == Code::out_of_range);
        group.applications.assign(6, wanted.applications[0]);
        CHECK(refusal(office, three.account, group).code == Code::out_of_range);
        auto const thief = office.account();
        CHECK(refusal(office, thief, wanted).code == Code::application_not_found);
        auto const stranger = office.draft();
        group.applications = {wanted.applications[0], stranger.application};
        auto const refused = refusal(office, three.account, group);
        CHECK(refused.code == Code::application_not_found);
        CHECK(refused.pointer == "/applications/1");
        group.applications = {wanted.applications[0]};
        CHECK(hold(office, three.account, group)->size() == 1);
    });
}

TEST_CASE(
    "group: 6.4: the accelerated service has places of its own, for all of them or for none") {
    on_each_office([](Office& office) {
        open(office, {9});
        office.open(testing::accelerated_place(kDay), 9);
        auto const two = family(office, 2);
        auto const choose = [&](std::size_t i) {
            auto const& who = two.people[i];
            office
                .revise(who,
                        app::SaveProduct{.section = {who.application, {"product", 2, {}, Bytes(1)}},
                                         .type = application::Type::new_passport,
                                         .product = application::Product::electronic_laminated,
                                         .validity_years = 10,
                                         .accelerated = true})
                .value();
        };
        choose(1);
        auto const plain = refusal(office, two.account, two.wanting(place(kDay)));
        CHECK(plain.code == Code::answer_contradicts);
        CHECK(plain.pointer == "/applications/1");
        auto const quick = two.wanting(testing::accelerated_place(kDay));
        CHECK(refusal(office, two.account, quick).pointer == "/applications/0");
        choose(0);
        auto const held = hold(office, two.account, quick).value();
        CHECK(held[1].seat == booking::Seat{testing::accelerated_place(kDay), 2});
        CHECK(office.row(place(kDay)).taken == 0);
    });
}

TEST_CASE("group: the refusals of the day are everybody's") {
    on_each_office([](Office& office) {
        auto const two = family(office, 2);
        auto const refused = [&](booking::SeatKey const& key) {
            return refusal(office, two.account, two.wanting(key));
        };
        office.open(place(testing::kMonday, 13), 9);
        office.open(place(kDay), 0);
        CHECK(refused(place(kDay)).code == Code::day_closed);
        CHECK(refused(place(kDay + days{1})).code == Code::day_not_found);
        CHECK(refused(place(kDay, 8, {99})).code == Code::office_not_found);
        auto const past = refused(place(testing::kMonday, 13));
        CHECK(past.code == Code::day_past);
        CHECK(past.pointer == "/date");
    });
}

TEST_CASE("group: 002-01: a day that is not released yet says when it will be") {
    on_each_office([](Office& office) {
        auto const opening = office.now + 1h;
        office
            .act([&](auto& tx) {
                return store::open_seat(tx, place(kDay), 5, opening, {{}, office.now});
            })
            .value();
        auto const two = family(office, 2);
        office.now = opening - 1us;
        auto const refused = refusal(office, two.account, two.wanting(place(kDay)));
        CHECK(refused.code == Code::not_yet_open);
        CHECK(refused.params.at(0) == Error::Param{"opens_at", "2026-11-02T03:00:00Z"});
        office.now = opening;
        CHECK(hold(office, two).has_value());
    });
}

// Goal: D3: however many groups want the last places at once, none of them is sold twice, and none
// goes to a part of a group. Method: twenty families of three ask two servers for 31 places.
TEST_CASE("group: D3, D14: groups that race on two connections share what there is, whole") {
    testing::on_each_shared_database([](std::string const& address) {
        auto const database = sql::open(address).value();
        store::migrate(*database, {}).value();
        Office office{*database};
        open(office, {8, 7, 9, 7});
        std::vector<Family> families;
        for (int i = 0; i < 20; ++i) families.push_back(family(office, 3));

        testing::FixedClock const clock{office.now};
        std::map<std::string, int> outcomes;
        std::mutex mutex;
        std::vector<std::unique_ptr<app::Executor>> servers;
        for (int i = 0; i < 2; ++i) {
            app::Executor::Hooks hooks{.connect = [&] { return sql::open(address); },
                                       .deliver = app::deliver_at_once,
                                       .lock_seats = store::lock_seats};
            hooks.pause = [](auto at_most) { std::this_thread::sleep_for(at_most); };
            servers.push_back(std::make_unique<app::Executor>(
                std::move(hooks), clock, app::Executor::Limits{.batch_max = 3, .tries_max = 50}));
        }
        for (std::size_t i = 0; i < families.size(); ++i) {
            auto const group = families[i].wanting(place(kDay, 8 + static_cast<int>(i) % 4));
            servers[i % 2]->submit<std::vector<app::PlaceHeld>>(
                {.context = office.as(families[i].account),
                 .use_case = [=](auto& tx, auto const& c) { return app::hold_group(tx, c, group); },
                 .answer =
                     [&](auto const& held) {
                         std::scoped_lock const lock{mutex};
                         ++outcomes[held ? "held" : std::string{info(held.error().code).name}];
                     },
                 .declare = [=](auto& tx) { return app::seats_to_hold(tx, group); }});
        }
        std::vector<std::jthread> threads;
        for (auto& server : servers) {
            threads.emplace_back([&server] {
                while (server->run_batch() > 0) {
                }
            });
        }
        threads.clear();
        CHECK(outcomes == std::map<std::string, int>{{"held", 10}, {"SLOT_FULL", 10}});
        CHECK(office.count("SELECT sum(taken) FROM seat") == 30);
        CHECK(office.count("SELECT count(*) FROM live_application") == 30);
        CHECK(testing::differences_in_books(*database).empty());
    });
}
