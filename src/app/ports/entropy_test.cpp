#include "app/ports/entropy.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

using namespace mpaspor;
using namespace std::chrono_literals;

namespace {

/// Gives one byte over and over.
struct Constant final : app::Entropy {
    explicit Constant(int value) : byte(static_cast<std::byte>(value)) {}
    void fill(std::span<std::byte> bytes) override { std::ranges::fill(bytes, byte); }
    std::byte byte;
};

// 2022-02-22 19:22:22 UTC, the moment of the example in RFC 9562, appendix A.6.
constexpr Instant kNow{1'645'557'742'000ms};

}  // namespace

TEST_CASE("uuid_v7: begins with the milliseconds and holds its version and variant") {
    Constant zeros{0x00};
    Constant ones{0xff};
    CHECK(app::uuid_v7(zeros, kNow) == "017f22e2-79b0-7000-8000-000000000000");
    CHECK(app::uuid_v7(ones, kNow) == "017f22e2-79b0-7fff-bfff-ffffffffffff");
    CHECK(app::uuid_v7(zeros, kNow + 999us) == app::uuid_v7(zeros, kNow));
}

TEST_CASE("uuid_v7: a later millisecond sorts after, whatever the random bits are") {
    Constant zeros{0x00};
    Constant ones{0xff};
    std::vector<std::string> made;
    for (auto const step : {0ms, 1ms, 2ms, 255ms, 256ms, 65'536ms, 86'400'000ms}) {
        made.push_back(app::uuid_v7(made.size() % 2 == 0 ? ones : zeros, kNow + step));
    }
    CHECK(std::ranges::is_sorted(made));
    CHECK(std::ranges::adjacent_find(made) == made.end());
}
