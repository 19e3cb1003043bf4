#include "inspect/mrz_grid.hpp"

#include "base/inspection.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

using namespace mpaspor;
using inspect::on_grid;
using inspect::Seen;

namespace {

constexpr std::string_view kLine = "P<IDNPUTRA<<BUDI<SUKARNO<<<<<<<<<<<<<<<<<<<<";
constexpr double kPitch = 32;

/// As a reader that misses nothing sees it, with a pitch a little off.
std::vector<Seen> seen(std::string_view text, double pitch = 32.3, double left = 70) {
    std::vector<Seen> line;
    for (std::size_t i = 0; i < text.size(); ++i) {
        line.push_back({text[i], left + pitch * static_cast<double>(i)});
    }
    return line;
}

}  // namespace

TEST_CASE("a line that was seen whole is itself") {
    CHECK(on_grid(seen(kLine), kPitch) == kLine);
    CHECK(on_grid(seen(kLine, 30.1), kPitch) == kLine);
    CHECK(on_grid(seen(kLine, 34.5, 0), kPitch) == kLine);
}

TEST_CASE("fillers that were dropped come back, wherever they were") {
    std::vector<Seen> line;
    for (std::size_t i = 0; i < kLine.size(); ++i) {
        bool const dropped = kLine[i] == '<' && i % 3 == 0;
        if (!dropped) line.push_back(seen(kLine)[i]);
    }
    REQUIRE(line.size() < kLine.size());
    CHECK(on_grid(line, kPitch) == kLine);
    // All of those at the end, too.
    CHECK(on_grid(seen(kLine.substr(0, 24)), kPitch) == kLine);
}

TEST_CASE("of two characters on one place the better placed one stays") {
    auto line = seen(kLine);
    line.insert(line.begin() + 17, {'K', line[16].middle + 10});
    CHECK(on_grid(line, kPitch) == kLine);
    line[17].middle = line[16].middle;
    line[16].middle -= 10;
    CHECK(on_grid(line, kPitch).value()[16] == 'K');
}

TEST_CASE("a box around two fillers is one of them") {
    auto line = seen(kLine);
    line.erase(line.begin() + 30);
    line[30].middle -= 15;
    CHECK(on_grid(line, kPitch) == kLine);
}

TEST_CASE("too few characters, too many, or too long a line are no line of a passport") {
    CHECK_FALSE(on_grid({}, kPitch));
    CHECK_FALSE(on_grid(seen("P<IDN"), kPitch));
    CHECK_FALSE(on_grid(seen(std::string(89, 'A')), kPitch));
    CHECK_FALSE(on_grid(seen(std::string(45, 'A')), kPitch));
    CHECK(on_grid(seen(std::string(44, 'A')), kPitch) == std::string(44, 'A'));
}

TEST_CASE("trembling characters keep their places") {
    bool const held = rc::check([](std::vector<std::int8_t> const& off) {
        auto line = seen(kLine);
        for (std::size_t i = 0; i < std::min(off.size(), line.size()); ++i) {
            line[i].middle += off[i] / 24.0;  // At most a sixth of a place.
        }
        RC_ASSERT(on_grid(line, kPitch) == kLine);
    });
    CHECK(held);
}
