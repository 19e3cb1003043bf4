#include "app/booking/next_free.hpp"

#include "sql/faulty_connection.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

using namespace mpaspor;
using namespace std::chrono_literals;
using std::chrono::days;
using store::FreeDay;
using testing::kMaumere;
using testing::kPontianak;
using testing::Office;
using testing::on_each_office;
using testing::place;

namespace {

LocalDate const kDay = testing::kMonday + days{7};

Result<app::FreeDays> ask(Office& office, app::NextFree const& input) {
    return office.act([&](auto& tx) { return app::next_free(tx, office.context({}), input); });
}

using Found = std::vector<FreeDay>;

}  // namespace

TEST_CASE("next free: 001-02, D14: days with room for so many, earliest first, of all points") {
    on_each_office([](Office& office) {
        office.open(place(kDay, 8), 2);
        office.open(place(kDay, 9), 1);
        office.open(testing::accelerated_place(kDay + days{1}), 5);
        office.open(place(kDay + days{2}, 8), 2);
        office.open(place(kDay, 8, kMaumere), 4);
        office.open(place(kDay - days{1}, 8, kMaumere), 1);
        auto const found = [&](app::NextFree const& input) { return ask(office, input)->days; };
        app::NextFree both{.points = {kPontianak, kMaumere}};
        CHECK(found(both) == Found{{kDay - days{1}, kMaumere, 1},
                                   {kDay, kPontianak, 3},
                                   {kDay, kMaumere, 4},
                                   {kDay + days{2}, kPontianak, 2}});
        both.people = 3;
        CHECK(found(both) == Found{{kDay, kPontianak, 3}, {kDay, kMaumere, 4}});
        office.held(place(kDay, 8));
        CHECK(found(both) == Found{{kDay, kMaumere, 4}});
        both.from = kDay + days{1};
        CHECK(found(both).empty());
        both.pool = booking::Pool::accelerated;
        CHECK(found(both) == Found{{kDay + days{1}, kPontianak, 5}});
        both.points = {kPontianak, {99}};
        auto const unknown = ask(office, both);
        CHECK(unknown.error().code == Code::office_not_found);
        CHECK(unknown.error().pointer == "/points");
    });
}

TEST_CASE("next free: 9.2, 002-01: what is past, too far or not on sale yet is no day to come") {
    on_each_office([](Office& office) {
        office.now = testing::at(Zone::wib, testing::kMonday, 23);  // In Maumere it is Tuesday.
        auto const tuesday = testing::kMonday + days{1};
        for (auto const point : {kPontianak, kMaumere}) {
            for (auto const day : {0, 1, 2, 90, 91}) {
                office.open(place(testing::kMonday + days{day}, 8, point), 1);
            }
        }
        office
            .act([&](auto& tx) {
                return store::open_seat(tx, place(kDay), 1, office.now + 1us, {{}, office.now});
            })
            .value();
        app::NextFree const both{.points = {kMaumere, kPontianak, kMaumere}};
        CHECK(ask(office, both)->days == Found{{tuesday, kPontianak, 1},
                                               {tuesday + days{1}, kPontianak, 1},
                                               {tuesday + days{1}, kMaumere, 1},
                                               {tuesday + days{89}, kPontianak, 1},
                                               {tuesday + days{89}, kMaumere, 1}});
        office.now += 1us;
        CHECK(ask(office, both)->days.at(3) == FreeDay{kDay, kPontianak, 1});
    });
}

TEST_CASE("next free: a page at a time, and all of them come once") {
    on_each_office([](Office& office) {
        for (int day = 0; day < 25; ++day) {
            office.open(place(kDay + days{day}), 1);
            office.open(place(kDay + days{day}, 8, kMaumere), 1);
        }
        app::NextFree input{.points = {kPontianak, kMaumere}};
        Found all;
        std::vector<std::size_t> pages;
        do {
            auto const page = ask(office, input).value();
            pages.push_back(page.days.size());
            all.insert(all.end(), page.days.begin(), page.days.end());
            input.after = page.next;
        } while (input.after);
        CHECK(pages == std::vector<std::size_t>{20, 20, 10});
        CHECK(std::ranges::adjacent_find(all, std::greater_equal{}) == all.end());
        CHECK(all.size() == 50);
    });
}

TEST_CASE("next free: however many points are asked about, it takes two statements") {
    on_each_office([](Office& office) {
        int statements = 0;
        sql::FaultyConnection counted{office.database, [&](std::string_view /*name*/) {
                                          ++statements;
                                          return sql::Fault::none;
                                      }};
        sql::Transaction tx{counted};
        office.database.begin().value();
        app::NextFree input{.points = {kPontianak}};
        app::next_free(tx, office.context({}), input).value();
        CHECK(statements == 2);
        input.points.assign(store::kFreeDaysPointsMax, kMaumere);
        app::next_free(tx, office.context({}), input).value();
        CHECK(statements == 4);
        office.database.rollback().value();
    });
}
