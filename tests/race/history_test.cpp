#include "tests/race/history.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace mpaspor::race;

namespace {

std::vector<Operation> history(std::initializer_list<std::string_view> texts) {
    std::vector<Line> lines;
    for (auto const text : texts) lines.push_back(parse_line(text).value());
    return operations(lines).value();
}

}  // namespace

TEST_CASE("history: a line is read as it was written") {
    constexpr std::string_view text =
        "17 3 a-b/2 refused hold code=SLOT_FULL row=901@2026-12-01@08:00";
    auto const line = parse_line(text).value();
    CHECK(line.at == 17);
    CHECK(line.client == 3);
    CHECK(line.request == "a-b");
    CHECK(line.attempt == 2);
    CHECK(line.phase == Phase::refused);
    CHECK(line.fields.at("code") == "SLOT_FULL");
    CHECK(format(line) == text);
    CHECK(!parse_line("17 3 a ask hold"));
    CHECK(!parse_line("17 3 a/0 perhaps hold"));
    CHECK(!parse_line("x 3 a/0 ask hold"));
}

TEST_CASE("history: the sendings of one request are one operation, whatever became of each") {
    auto const found =
        history({"1 1 k/0 ask hold app=1", "5 1 k/1 ask hold app=1", "9 1 k/1 ok hold sequence=4"});
    REQUIRE(found.size() == 1);
    CHECK(found[0].invoked() == 1);
    CHECK(found[0].attempts.size() == 2);
    CHECK(found[0].attempts[0].phase == Phase::unknown);
    REQUIRE(found[0].acked() != nullptr);
    CHECK(found[0].acked()->ended == 9);
    std::vector<Line> const unasked{parse_line("9 1 k/1 ok hold").value()};
    CHECK(!operations(unasked));
}

TEST_CASE("history: an operation is impossible only when all its sendings were refused") {
    CHECK(!history({"1 1 k/0 ask hold", "2 1 k/0 refused hold"})[0].possible());
    CHECK(history({"1 1 k/0 ask hold", "2 1 k/0 refused hold", "3 1 k/1 ask hold"})[0].possible());
    CHECK(history({"1 1 k/0 ask hold", "2 1 k/0 unknown hold"})[0].possible());
}

TEST_CASE("history: the service's clock is bounded from what its controller did") {
    // At 1,000 ns it shows 500 microseconds; at 5,000 ns it is moved by 100.
    auto const seen = history({"1000 0 c1/0 ask clock by=0", "2000 0 c1/0 ok clock now=500",
                               "5000 0 c2/0 ask clock by=100", "6000 0 c2/0 ok clock now=604"});
    ClockBound const clock{seen};
    CHECK(clock.earliest(500) == 1000);
    CHECK(clock.earliest(502) == 3000);
    CHECK(clock.earliest(600) == 5000);
    CHECK(clock.earliest(605) == 6000);
    CHECK(clock.earliest(700) == 101'000);
}

TEST_CASE("history: a stay is certain from its answer until something may have ended it") {
    auto const all = stays(history({"1 1 h/0 ask hold app=7 row=r", "3 1 h/0 ok hold expires=9",
                                    "5 1 d/0 ask release app=7", "8 1 d/0 ok release"}));
    REQUIRE(all.size() == 1);
    CHECK(all[0].may_begin == 1);
    CHECK(all[0].has_begun == 3);
    CHECK(all[0].may_end == 5);
    CHECK(all[0].has_ended == 8);
}

TEST_CASE("history: a hold that nobody acknowledged may begin after everything") {
    auto const all = stays(history(
        {"1 1 h/0 ask hold app=7 row=r", "5 1 d/0 ask release app=7", "8 1 d/0 ok release"}));
    REQUIRE(all.size() == 1);
    CHECK(!all[0].certain());
    CHECK(all[0].has_ended == kNever);
}

TEST_CASE("history: what was submitted stays until the deadline that was told") {
    auto const all =
        stays(history({"1000 0 c/0 ask clock by=0", "1000 0 c/0 ok clock now=0",
                       "2000 1 h/0 ask hold app=7 row=r", "3000 1 h/0 ok hold expires=10",
                       "4000 1 s/0 ask submit app=7", "5000 1 s/0 ok submit deadline=50"}));
    REQUIRE(all.size() == 1);
    CHECK(all[0].may_end == 51'000);
}

TEST_CASE("history: what is paid for stays, and may be granted only when the place may be gone") {
    auto const in_time = stays(history({"1 1 h/0 ask hold app=7 row=r", "3 1 h/0 ok hold expires=9",
                                        "5 1 p/0 ask pay app=7 row=r", "8 1 p/0 ok pay"}));
    REQUIRE(in_time.size() == 2);
    CHECK(in_time[0].may_end == 8);
    CHECK(in_time[1].has_begun == 8);
    CHECK(in_time[1].may_end == kNever);
    CHECK(!in_time[1].may_be_granted);
    auto const after_release = stays(
        history({"1 1 h/0 ask hold app=7 row=r", "3 1 h/0 ok hold", "4 1 d/0 ask release app=7",
                 "5 1 p/0 ask pay app=7 row=r", "8 1 p/0 ok pay"}));
    CHECK(after_release[1].may_be_granted);
}
