#include "app/booking/alternatives.hpp"

#include "testing/office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using app::Alternatives;
using std::chrono::days;
using testing::Office;
using testing::on_each_office;
using testing::place;

namespace {

LocalDate const kDay = testing::kMonday + days{7};

}  // namespace

TEST_CASE("alternatives: 002-01: who comes before a day is released hears when, and what is open") {
    on_each_office([](Office& office) {
        auto const opening = testing::at(Zone::wib, kDay - days{3}, 8);
        office
            .act([&](auto& tx) {
                return store::open_seat(tx, place(kDay), 5, opening, {{}, office.now});
            })
            .value();
        office.open(place(kDay + days{1}), 2);
        auto const who = office.draft();
        auto const refused = office.hold(who, place(kDay));
        REQUIRE(refused.error().code == Code::not_yet_open);
        CHECK(refused.error().params.at(0) == Error::Param{"opens_at", "2026-11-06T01:00:00Z"});
        auto const found = office.act([&](auto& tx) {
            return app::alternatives_to(tx, office.as(who.account),
                                        app::HoldPlace{who.application, place(kDay)});
        });
        CHECK(*found == Alternatives{{kDay + days{1}, 8h, 2}});
    });
}

TEST_CASE(
    "alternatives: R2, D6: a visit is offered other days, from tomorrow to the last it may be") {
    on_each_office([](Office& office) {
        for (int day : {-7, -6, -2, 0, 1, 3, 29, 30, 31}) {
            office.open(place(kDay + days{day}), 2);
        }
        office.open(place(kDay, 9), 2);  // Of the day that the visit is on.
        auto const who = office.scheduled(place(kDay));
        auto const instead_of = [&](int day) {
            auto const wanted =
                app::RescheduleVisit{who.application, kDay + days{day}, std::chrono::hours{8}};
            return office
                .act([&](auto& tx) {
                    return app::alternatives_to(tx, office.as(who.account), wanted);
                })
                .value();
        };
        CHECK(instead_of(2) == Alternatives{{kDay + days{1}, 8h, 2},
                                            {kDay + days{3}, 8h, 2},
                                            {kDay - days{2}, 8h, 2},
                                            {kDay - days{6}, 8h, 2},
                                            {kDay + days{29}, 8h, 2}});
        CHECK(instead_of(31).front() == app::Alternative{kDay + days{30}, 8h, 2});  // D6
    });
}
