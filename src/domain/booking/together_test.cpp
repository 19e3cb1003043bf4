#include "domain/booking/together.hpp"

#include <doctest/doctest.h>

#include <rapidcheck.h>
#include <algorithm>
#include <compare>
#include <optional>

using namespace mpaspor::booking;
using namespace std::chrono_literals;
using std::chrono::minutes;
using Places = std::vector<minutes>;

namespace {

/// Whoever places everybody in each possible way, and says which is the best.
struct Judged {
    minutes span{0};
    std::size_t slots = 0;
    minutes distance{0};
    Places places;
    friend auto operator<=>(Judged const&, Judged const&) = default;
};

Judged judged(Places const& places, minutes wanted) {
    auto each = places;
    each.erase(std::ranges::unique(each).begin(), each.end());
    Judged result{places.back() - places.front(), each.size(), {}, places};
    for (auto const place : places) result.distance += abs(place - wanted);
    return result;
}

void place_the_rest(std::span<SlotFree const> slots, std::size_t people, minutes wanted,
                    Places& places, std::optional<Judged>& best) {
    if (places.size() == people) {
        auto const one = judged(places, wanted);
        if (!best || one < *best) best = one;
        return;
    }
    if (slots.empty()) return;
    auto const before = places.size();
    for (int here = 0; here <= slots.front().free && places.size() <= people; ++here) {
        place_the_rest(slots.subspan(1), people, wanted, places, best);
        places.push_back(slots.front().slot);
    }
    places.resize(before);
}

Places by_trying(std::span<SlotFree const> slots, int people, minutes wanted) {
    Places places;
    std::optional<Judged> best;
    place_the_rest(slots, static_cast<std::size_t>(people), wanted, places, best);
    return best ? best->places : Places{};
}

int below(int count) {
    return *rc::gen::inRange(0, count);
}

}  // namespace

TEST_CASE("together: D14: a group is not torn apart while one slot has room for it") {
    std::vector<SlotFree> const day{{8h, 3}, {9h, 1}, {10h, 5}, {11h, 4}};
    CHECK(adjacent_slots(day, 5, 8h) == Places{10h, 10h, 10h, 10h, 10h});
    CHECK(adjacent_slots(day, 4, 8h) == Places(4, 10h));   // Nearer to 08:00 than 11:00.
    CHECK(adjacent_slots(day, 4, 11h) == Places(4, 11h));  // As asked for.
    CHECK(adjacent_slots(day, 1, 9h) == Places{9h});
}

TEST_CASE("together: D14: else it is given slots close together, the fewest there can be") {
    std::vector<SlotFree> const day{{8h, 2}, {9h, 1}, {10h, 2}, {11h, 0}, {13h, 2}};
    CHECK(adjacent_slots(day, 3, 13h) == Places{9h, 10h, 10h});  // One hour, not three.
    CHECK(adjacent_slots(day, 3, 8h) == Places{8h, 8h, 9h});
    CHECK(adjacent_slots(day, 5, 13h) == Places{8h, 8h, 9h, 10h, 10h});
    CHECK(adjacent_slots(day, 4, 8h) == Places{8h, 8h, 10h, 10h});  // Two slots, not three.
    // Morning and afternoon would be two slots, but seven hours.
    std::vector<SlotFree> const apart{{8h, 2}, {9h, 1}, {10h, 1}, {15h, 2}};
    CHECK(adjacent_slots(apart, 4, 15h) == Places{8h, 8h, 9h, 10h});
}

TEST_CASE("together: D14: among equals the earlier") {
    std::vector<SlotFree> const day{{8h, 2}, {9h, 0}, {10h, 2}};
    CHECK(adjacent_slots(day, 2, 9h) == Places{8h, 8h});
    CHECK(adjacent_slots(day, 3, 9h) == Places{8h, 8h, 10h});
    CHECK(adjacent_slots(day, 3, 10h) == Places{8h, 10h, 10h});
}

TEST_CASE("together: D14: all or nothing: four places are none for five") {
    std::vector<SlotFree> const day{{8h, 1}, {9h, 1}, {10h, 1}, {11h, 1}};
    CHECK(adjacent_slots(day, 5, 8h).empty());
    CHECK(adjacent_slots(day, 4, 8h).size() == 4);
    CHECK(adjacent_slots({}, 1, 8h).empty());
}

// Goal: no better way to place a group is overlooked. Method: all ways are tried, on days of six
// slots with up to three places; the roomy ones are rare, so that groups are spread.
TEST_CASE("together: D14: whatever a day has free, the choice is the best of all") {
    CHECK(rc::check([] {
        std::vector<SlotFree> day;
        for (int hour = 8; hour < 14; ++hour) {
            if (below(8) == 0) continue;
            int const later = below(3) * 15;
            int const free = below(4) == 0 ? below(4) : below(2);
            day.push_back({std::chrono::hours{hour} + minutes{later}, free});
        }
        auto const wanted = std::chrono::hours{7 + below(8)} + minutes{below(4) * 15};
        for (int people = 1; people <= static_cast<int>(kTogetherMax); ++people) {
            RC_ASSERT(adjacent_slots(day, people, wanted) == by_trying(day, people, wanted));
        }
    }));
}

TEST_CASE("together: D14: the longest day takes no long search") {
    std::vector<SlotFree> day;
    for (int quarter = 0; quarter < 96; ++quarter) day.push_back({minutes{quarter * 15}, 1});
    day.back().free = 2;
    CHECK(adjacent_slots(day, 5, 0h).back() == 23h + 45min);
    day.front().free = 2;
    CHECK(adjacent_slots(day, 5, 0h) == Places{0h, 0h, 15min, 30min, 45min});
}
