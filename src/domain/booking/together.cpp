#include "domain/booking/together.hpp"

#include <algorithm>
#include <compare>
#include <optional>
#include <utility>

namespace mpaspor::booking {
namespace {

using std::chrono::minutes;
using Slots = std::span<SlotFree const>;

int room_in(Slots slots) {
    int room = 0;
    for (auto const& slot : slots) room += slot.free;
    return room;
}

/// How close together slots lie that have room for all of them.
std::optional<minutes> smallest_span(Slots slots, int people) {
    std::optional<minutes> smallest;
    for (std::size_t first = 0; first < slots.size(); ++first) {
        int room = 0;
        for (auto const& last : slots.subspan(first)) {
            auto const span = last.slot - slots[first].slot;
            if (smallest && span >= *smallest) break;
            room += last.free;
            if (room >= people) smallest = span;
        }
    }
    return smallest;
}

/// Of those that have somebody to take, the slots up to `span` after the first.
std::vector<SlotFree> window(Slots slots, minutes span) {
    std::vector<SlotFree> free;
    for (auto const& slot : slots) {
        if (slot.slot - slots.front().slot > span) break;
        if (slot.free > 0) free.push_back(slot);
    }
    return free;
}

/// In the order in which one is better than another, at the same span.
struct Choice {
    std::size_t slots = 0;
    minutes distance{0};  ///< Everybody's from what was wanted.
    std::vector<minutes> places = {};
    friend auto operator<=>(Choice const&, Choice const&) = default;
};

/// Everybody into `chosen`, which has room for them: into those nearest to what was wanted first.
Choice placed(std::vector<SlotFree> chosen, int people, minutes wanted) {
    auto const from_wanted = [&](SlotFree const& slot) { return abs(slot.slot - wanted); };
    std::ranges::stable_sort(chosen, {}, from_wanted);
    Choice choice{.slots = chosen.size()};
    for (auto const& slot : chosen) {
        int const left = people - static_cast<int>(choice.places.size());
        int const here = std::min(slot.free, left);
        choice.places.insert(choice.places.end(), static_cast<std::size_t>(here), slot.slot);
        choice.distance += here * from_wanted(slot);
    }
    std::ranges::sort(choice.places);
    return choice;
}

/// The slots of `window` whose bits are set.
std::vector<SlotFree> subset(Slots window, unsigned bits) {
    std::vector<SlotFree> chosen;
    for (std::size_t i = 0; i < window.size(); ++i) {
        if ((bits >> i & 1U) != 0) chosen.push_back(window[i]);
    }
    return chosen;
}

}  // namespace

std::vector<minutes> adjacent_slots(Slots slots, int people, minutes wanted) {
    auto const span = smallest_span(slots, people);
    if (!span) return {};
    std::optional<Choice> best;
    for (std::size_t first = 0; first < slots.size(); ++first) {
        // No more slots than people: without its last there would not be room for all of them.
        auto const near = window(slots.subspan(first), *span);
        for (unsigned bits = 1; bits < 1U << near.size(); ++bits) {
            auto chosen = subset(near, bits);
            if (room_in(chosen) < people) continue;
            auto choice = placed(std::move(chosen), people, wanted);
            if (!best || choice < *best) best = std::move(choice);
        }
    }
    return std::move(best->places);
}

}  // namespace mpaspor::booking
