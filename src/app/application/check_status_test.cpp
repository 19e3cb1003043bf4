#include "app/application/check_status.hpp"

#include "store/status_tries.hpp"
#include "testing/office.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace std::chrono_literals;
using testing::kMonday;
using testing::Office;
using testing::on_each_office;

namespace {

Result<app::StatusAsked> ask(Office& office, ApplicationId id, std::int64_t address = 1) {
    app::AskStatus const input{.application = id,
                               .number_index = sha256(std::to_string(id.value)),
                               .origin = {.bucket = address}};
    auto const context = office.context({});
    return office.act([&](auto& tx) { return app::ask_status(tx, context, input); });
}

std::string retry_after(Result<app::StatusAsked> const& refused) {
    REQUIRE_FALSE(refused);
    REQUIRE(refused.error().code == Code::too_many_requests);
    return refused.error().params.at(0).value;
}

}  // namespace

TEST_CASE(
    "status check: 7: five questions about a number a day, until midnight WIB, right or not") {
    on_each_office([](Office& office) {
        auto const there = office.draft().application;
        ApplicationId const absent{987'654'321};
        office.now = testing::at(Zone::wib, kMonday, 23, 59, 50);
        for (auto const id : {there, absent}) {
            for (int i = 0; i < 5; ++i) CHECK(ask(office, id, i));
            CHECK(retry_after(ask(office, id, 9)) == "10");
            CHECK(retry_after(ask(office, id, 10)) == "10");
        }
        office.now += 10s;
        CHECK(ask(office, there));
        CHECK(ask(office, absent));
    });
}

TEST_CASE("status check: 7: thirty questions from an address an hour, whatever the numbers") {
    on_each_office([](Office& office) {
        for (std::int64_t i = 0; i < 30; ++i) CHECK(ask(office, {1000 + i}));
        office.now += 59min;
        CHECK(retry_after(ask(office, {2000})) == "60");
        CHECK(ask(office, {2000}, 2));
        office.now += 1min;
        CHECK(ask(office, {2000}));
    });
}

TEST_CASE("status check: of what is not there, or was deleted, there is nothing to compare with") {
    on_each_office([](Office& office) {
        CHECK_FALSE(ask(office, {987'654'321})->identity);
        office.open(testing::place(kMonday + std::chrono::days{3}), 1);
        auto const who = office.held(testing::place(kMonday + std::chrono::days{3}));
        CHECK(ask(office, who.application)->state == application::PublicState::place_held);
        office.now += 16min;
        CHECK(ask(office, who.application)->state == application::PublicState::expired);
    });
}

TEST_CASE("status check: 7: tries of days gone by are forgotten, a bounded number at a time") {
    on_each_office([](Office& office) {
        for (int day = 0; day < 3; ++day) {
            office.now += std::chrono::days{1};
            ask(office, {1}).value();
        }
        auto const today = date_in(Zone::wib, office.now);
        auto const forget = [&] {
            return office.act([&](auto& tx) { return store::forget_status_tries(tx, today, 1); })
                .value();
        };
        CHECK(forget() == 1);
        CHECK(forget() == 1);
        CHECK(forget() == 0);
        CHECK(office.count("SELECT count(*) FROM status_try") == 1);
    });
}
