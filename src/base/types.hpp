#pragma once
/// Words that every layer shares. No I/O and no dependencies.

#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace mpaspor {

/// A number that names one kind of thing and cannot be mistaken for another kind. Issued from 1.
template <typename Tag>
struct Id {
    std::int64_t value = 0;
    friend constexpr auto operator<=>(Id, Id) = default;
};
using ApplicationId = Id<struct ApplicationTag>;
using AccountId = Id<struct AccountTag>;
using OfficerId = Id<struct OfficerTag>;
using OfficeId = Id<struct OfficeTag>;
using ServicePointId = Id<struct ServicePointTag>;
using BillId = Id<struct BillTag>;

/// Whole rupiah. Never a fraction, never a float.
struct Rupiah {
    std::int64_t amount = 0;
    friend constexpr auto operator<=>(Rupiah, Rupiah) = default;
    friend constexpr Rupiah operator+(Rupiah a, Rupiah b) { return {a.amount + b.amount}; }
    friend constexpr Rupiah operator-(Rupiah a, Rupiah b) { return {a.amount - b.amount}; }
};

using Bytes = std::vector<std::byte>;

/// A moment: UTC, microseconds. Dates are derived from it in an office's zone, never stored.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;
/// A day of some office's calendar.
using LocalDate = std::chrono::local_days;

/// Indonesia's zones: fixed offsets from UTC in hours, no daylight saving, no zone database.
enum class Zone : std::uint8_t { wib = 7, wita = 8, wit = 9 };

constexpr std::chrono::hours offset(Zone zone) {
    return std::chrono::hours{static_cast<int>(zone)};
}

/// The date that calendars in `zone` show at `at`.
constexpr LocalDate date_in(Zone zone, Instant at) {
    auto const local = at + offset(zone);
    return LocalDate{std::chrono::floor<std::chrono::days>(local).time_since_epoch()};
}

/// The moment at which clocks in `zone` show `minutes` past the midnight that begins `date`.
constexpr Instant instant_in(Zone zone, LocalDate date, std::chrono::minutes minutes) {
    return Instant{date.time_since_epoch() + minutes - offset(zone)};
}

/// Bank times have whole seconds, so deadlines do too (domain.md D4).
constexpr Instant floored_to_second(Instant at) {
    return std::chrono::floor<std::chrono::seconds>(at);
}

constexpr std::string_view name_of(Zone zone) {
    switch (zone) {
        case Zone::wib: return "WIB";
        case Zone::wita: return "WITA";
        case Zone::wit: return "WIT";
    }
    return {};
}

}  // namespace mpaspor
