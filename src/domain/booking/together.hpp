#pragma once
/// Places for people who come together (D14).

#include <chrono>
#include <cstddef>
#include <span>
#include <vector>

namespace mpaspor::booking {

/// So many come together at most.
inline constexpr std::size_t kTogetherMax = 5;

struct SlotFree {
    std::chrono::minutes slot;  ///< Its start, past midnight.
    int free = 0;
};

/// Where each of `people` goes on one day, ascending: into slots that lie as close together as
/// there can be, of those into the fewest, of those into the nearest to `wanted` (everybody's
/// distance summed up), the earlier among equals. Empty when the day has no room for all of them.
/// `slots` are ascending, each once; `people` are one to kTogetherMax.
std::vector<std::chrono::minutes> adjacent_slots(std::span<SlotFree const> slots, int people,
                                                 std::chrono::minutes wanted);

}  // namespace mpaspor::booking
