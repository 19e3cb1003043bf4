#include "gateways/entropy.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>

using namespace mpaspor;

TEST_CASE("system entropy: fills all of what it is given, and never twice alike") {
    gateways::SystemEntropy entropy;
    std::set<std::array<std::byte, 16>> seen;
    std::array<bool, 16> changed{};
    for (int i = 0; i < 100; ++i) {
        std::array<std::byte, 16> bytes{};
        entropy.fill(bytes);
        CHECK(seen.insert(bytes).second);
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            changed[at] = changed[at] || bytes[at] != std::byte{0};
        }
    }
    CHECK(std::ranges::all_of(changed, [](bool it) { return it; }));
    entropy.fill({});
}
