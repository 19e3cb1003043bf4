#pragma once

#include "base/error.hpp"
#include "base/types.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <set>
#include <span>
#include <string_view>
#include <utility>

namespace mpaspor::booking {

/// A set of weekdays: a bit per day, 1 for Monday to 64 for Sunday, as it is stored.
class Weekdays {
public:
    constexpr Weekdays() = default;
    static constexpr std::uint8_t kAll = 0x7f;
    explicit constexpr Weekdays(std::uint8_t bits) : bits_(bits & kAll) {}
    constexpr Weekdays(std::initializer_list<std::chrono::weekday> days) {
        for (auto const day : days) bits_ = static_cast<std::uint8_t>(bits_ | bit(day));
    }
    constexpr bool contains(std::chrono::weekday day) const { return (bits_ & bit(day)) != 0; }
    constexpr std::uint8_t bits() const { return bits_; }
    friend constexpr bool operator==(Weekdays, Weekdays) = default;

private:
    static constexpr unsigned bit(std::chrono::weekday day) {
        return 1U << (day.iso_encoding() - 1U);
    }
    std::uint8_t bits_ = 0;
};

inline constexpr Weekdays kMondayToFriday{0x1f};

/// "THURSDAY".
std::string_view to_text(std::chrono::weekday day);

/// Why offices rest (`national`, `collective`), or what one office does all the same (`closed`,
/// `open`), which outweighs the former.
enum class HolidayKind : std::uint8_t { national, collective, closed, open };
inline constexpr std::array<std::string_view, 4> kHolidayKinds{"national", "collective", "closed",
                                                               "open"};
constexpr std::string_view to_text(HolidayKind kind) {
    return kHolidayKinds[std::to_underlying(kind)];
}
/// Errors: unknown_value.
Result<HolidayKind> holiday_kind_from_text(std::string_view text);

struct Holiday {
    LocalDate date;
    HolidayKind kind;
};

/// The working days of one office: national holidays and collective leave (both close offices,
/// 000-07), with the office's own rows above them.
///
/// Knows only the years it was given: a date of another year is refused instead of guessed, since
/// holidays are decreed year by year.
class Calendar {
public:
    /// `years` are those whose decree is loaded.
    Calendar(std::set<std::chrono::year> years, std::span<Holiday const> holidays,
             Weekdays working = kMondayToFriday);

    /// Errors: holidays_unknown.
    Result<bool> is_holiday(LocalDate date) const;
    /// Errors: holidays_unknown.
    Result<bool> is_working_day(LocalDate date) const;

    /// The `days`-th working day after `from`, which is day 0 whether or not it is one (000-07).
    /// Errors: holidays_unknown.
    Result<LocalDate> add_working_days(LocalDate from, int days) const;

private:
    std::set<std::chrono::year> years_;
    std::map<LocalDate, bool> rests_;
    Weekdays working_;
};

}  // namespace mpaspor::booking
