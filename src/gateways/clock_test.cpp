#include "gateways/clock.hpp"

#include "testing/scratch_folder.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>

using namespace mpaspor;
using namespace std::chrono;
using namespace std::chrono_literals;
using gateways::Role;
using gateways::SharedClock;

namespace {

constexpr Instant kRush = sys_days{2026y / December / 1} + 2h;

std::unique_ptr<SharedClock> clock_in(std::string const& path, Role role) {
    return SharedClock::open(path, role).value();
}

/// A running clock that was at `from` shows that, and at most a minute of test run more.
bool runs_from(Instant from, app::Clock const& clock) {
    return clock.now() >= from && clock.now() < from + 1min;
}

void write_file(std::string const& path, std::string const& content) {
    std::ofstream{path, std::ios::binary} << content;
}

}  // namespace

TEST_CASE("system clock: shows the machine's time") {
    auto const before = floor<microseconds>(system_clock::now());
    CHECK(runs_from(before, gateways::SystemClock{}));
}

TEST_CASE("shared clock: a new one shows the machine's time, to its owner and to a follower") {
    testing::ScratchFolder const folder;
    auto const before = gateways::SystemClock{}.now();
    auto const owner = clock_in(folder.file("clock"), Role::owner);
    auto const follower = clock_in(folder.file("clock"), Role::follower);
    CHECK(runs_from(before, *owner));
    CHECK(runs_from(before, *follower));
    CHECK_FALSE(follower->frozen());
    CHECK(std::filesystem::file_size(folder.file("clock")) == 64);
}

TEST_CASE("shared clock: what the owner does, a follower sees in the same moment") {
    testing::ScratchFolder const folder;
    auto const owner = clock_in(folder.file("clock"), Role::owner);
    auto const follower = clock_in(folder.file("clock"), Role::follower);

    REQUIRE(owner->set(kRush).has_value());
    CHECK(runs_from(kRush, *follower));
    REQUIRE(owner->advance(24h).has_value());
    CHECK(runs_from(kRush + 24h, *follower));
    REQUIRE(owner->advance(-48h).has_value());
    CHECK(runs_from(kRush - 24h, *follower));

    REQUIRE(owner->freeze().has_value());
    CHECK(follower->frozen());
    auto const frozen_at = follower->now();
    CHECK(owner->now() == frozen_at);
    REQUIRE(owner->freeze().has_value());
    CHECK(follower->now() == frozen_at);
    REQUIRE(owner->advance(30min).has_value());
    CHECK(follower->now() == frozen_at + 30min);
    REQUIRE(owner->set(kRush).has_value());
    CHECK(follower->now() == kRush);

    REQUIRE(owner->unfreeze().has_value());
    CHECK_FALSE(follower->frozen());
    CHECK(runs_from(kRush, *follower));
    REQUIRE(owner->unfreeze().has_value());
    CHECK(runs_from(kRush, *follower));
}

TEST_CASE("shared clock: a follower is refused every move, and moves nothing") {
    testing::ScratchFolder const folder;
    auto const owner = clock_in(folder.file("clock"), Role::owner);
    auto const follower = clock_in(folder.file("clock"), Role::follower);
    REQUIRE(owner->set(kRush).has_value());
    REQUIRE(owner->freeze().has_value());
    auto const frozen_at = owner->now();
    CHECK(follower->advance(1h).error().code == Code::forbidden);
    CHECK(follower->set(kRush + 1h).error().code == Code::forbidden);
    CHECK(follower->unfreeze().error().code == Code::forbidden);
    CHECK(follower->freeze().error().code == Code::forbidden);
    CHECK(owner->frozen());
    CHECK(owner->now() == frozen_at);
}

TEST_CASE("shared clock: there is one owner; the next takes up the time that it finds") {
    testing::ScratchFolder const folder;
    auto owner = clock_in(folder.file("clock"), Role::owner);
    auto const second = SharedClock::open(folder.file("clock"), Role::owner);
    CHECK(second.error().code == Code::bad_configuration);
    REQUIRE(owner->freeze().has_value());
    REQUIRE(owner->set(kRush).has_value());
    owner.reset();
    owner = clock_in(folder.file("clock"), Role::owner);
    CHECK(owner->frozen());
    CHECK(owner->now() == kRush);
}

TEST_CASE("shared clock: leaves neither the year 2000 nor 2099, and stays where it was") {
    testing::ScratchFolder const folder;
    auto const owner = clock_in(folder.file("clock"), Role::owner);
    REQUIRE(owner->freeze().has_value());
    constexpr Instant first = sys_days{2000y / January / 1};
    constexpr Instant last = Instant{sys_days{2100y / January / 1}} - 1us;
    CHECK(owner->set(first).has_value());
    CHECK(owner->set(last).has_value());
    CHECK(owner->advance(0us).has_value());
    CHECK(owner->advance(1us).error().code == Code::out_of_range);
    CHECK(owner->set(first - 1us).error().code == Code::out_of_range);
    CHECK(owner->advance(microseconds::min()).error().code == Code::out_of_range);
    CHECK(owner->advance(microseconds::max()).error().code == Code::out_of_range);
    CHECK(owner->set(Instant::max()).error().code == Code::out_of_range);
    CHECK(owner->now() == last);
}

TEST_CASE("shared clock: what is not its file is refused") {
    testing::ScratchFolder const folder;
    auto const code = [&](std::string const& name, Role role) {
        auto const opened = SharedClock::open(folder.file(name), role);
        return opened ? std::optional<Code>{} : opened.error().code;
    };
    CHECK(code("none", Role::follower) == Code::bad_configuration);
    CHECK(code("no folder/clock", Role::owner) == Code::bad_configuration);
    write_file(folder.file("short"), "hello");
    write_file(folder.file("other"), std::string(64, 'x'));
    write_file(folder.file("unfinished"), std::string(64, '\0'));
    for (auto const role : {Role::owner, Role::follower}) {
        CHECK(code("short", role) == Code::bad_configuration);
        CHECK(code("other", role) == Code::bad_configuration);
    }
    CHECK(code("unfinished", Role::follower) == Code::bad_configuration);
    CHECK(code("unfinished", Role::owner) == std::nullopt);
    CHECK(code("unfinished", Role::follower) == std::nullopt);
}
