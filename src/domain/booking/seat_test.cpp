#include "domain/booking/seat.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using namespace mpaspor;
using namespace mpaspor::booking;
using namespace std::chrono;

TEST_CASE("D2: rows are ordered by service point, date, pool, slot, which is the lock order") {
    LocalDate const monday{2026y / November / 23};
    std::vector<SeatKey> const ordered{{{1}, monday, Pool::online, 8h},
                                       {{1}, monday, Pool::online, 9h},
                                       {{1}, monday, Pool::priority, 8h},
                                       {{1}, monday + days{1}, Pool::online, 8h},
                                       {{2}, monday, Pool::online, 8h}};
    CHECK(std::ranges::is_sorted(ordered));
}

TEST_CASE("slots are written as clocks show them") {
    CHECK(slot_text(9h) == "09:00");
    CHECK(slot_text(13h + 30min) == "13:30");
    CHECK(slot_text(0min) == "00:00");
    CHECK(*slot_from_text("09:00") == 9h);
    CHECK(*slot_from_text("23:59") == 23h + 59min);
    for (auto const* bad : {"", "9:00", "24:00", "09:60", "09-00", "ab:cd", "09:000", " 9:00"}) {
        CAPTURE(bad);
        CHECK(slot_from_text(bad).error().code == Code::malformed_text);
    }
}

TEST_CASE("pools are read back by name") {
    for (std::size_t i = 0; i < kPools.size(); ++i) {
        CHECK(*pool_from_text(kPools[i]) == static_cast<Pool>(i));
    }
    CHECK(pool_from_text("ONLINE").error().code == Code::unknown_value);
}
