#pragma once
/// When a service point is open (4.1), as far as it is known.

#include "base/types.hpp"
#include "domain/booking/calendar.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace mpaspor::booking {

enum class Season : std::uint8_t {
    regular,
    ramadan,  ///< Goes before the regular hours while it lasts.
};
inline constexpr std::array<std::string_view, 2> kSeasons{"regular", "ramadan"};
constexpr std::string_view to_text(Season season) {
    return kSeasons[std::to_underlying(season)];
}

/// From and to, in minutes past the point's own midnight; the end is exclusive.
struct Span {
    std::chrono::minutes from{0}, to{0};
    friend bool operator==(Span const&, Span const&) = default;
};

struct Hours {
    Season season = Season::regular;
    Weekdays weekdays = {};
    LocalDate from;
    std::optional<LocalDate> to = {};  ///< Exclusive.
    Span open;
    std::optional<Span> pause = {};  ///< Fridays' is the longer one. None: not known.
    std::string source;
    bool unofficial = false;
    friend bool operator==(Hours const&, Hours const&) = default;
};

/// Opens before it closes, and pauses in between.
bool is_whole(Hours const& hours);

/// Those in force on `date`: of the season, of several the last to begin. Null: not known, which
/// does not mean closed.
Hours const* hours_on(std::span<Hours const> all, LocalDate date);

}  // namespace mpaspor::booking
