#pragma once
/// A place, and what counts it (D2).

#include "base/error.hpp"
#include "base/types.hpp"

#include <array>
#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace mpaspor::booking {

/// Places of one kind are counted apart, so that a rush for one does not eat another (9.3).
enum class Pool : std::uint8_t { online, walk_in, priority, accelerated, lost_damaged, outreach };
inline constexpr std::array<std::string_view, 6> kPools{"online",      "walk_in",      "priority",
                                                        "accelerated", "lost_damaged", "outreach"};
constexpr std::string_view to_text(Pool pool) {
    return kPools[std::to_underlying(pool)];
}
/// Errors: unknown_value.
Result<Pool> pool_from_text(std::string_view text);

/// One row of the ledger. Members stand in the order in which rows are locked, everywhere.
struct SeatKey {
    ServicePointId service_point;
    LocalDate date;  ///< Of the service point's own calendar.
    Pool pool = Pool::online;
    std::chrono::minutes slot{0};  ///< Start, past the midnight that begins `date` there.
    friend constexpr auto operator<=>(SeatKey const&, SeatKey const&) = default;
};

/// One place that was taken. `sequence` counts the takings of its row and never goes back, so
/// anybody can check a day's bookings one by one (D3).
struct Seat {
    SeatKey key;
    std::int64_t sequence = 0;
    friend constexpr auto operator<=>(Seat const&, Seat const&) = default;
};

/// "09:00".
std::string slot_text(std::chrono::minutes slot);
/// Errors: malformed_text.
Result<std::chrono::minutes> slot_from_text(std::string_view text);

}  // namespace mpaspor::booking
