#pragma once
/// How many places a day has (9.3): rules give a day total, weights spread it over the slots.

#include "base/error.hpp"
#include "base/types.hpp"
#include "domain/booking/calendar.hpp"
#include "domain/booking/seat.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpaspor::booking {

enum class QuotaRuleKind : std::uint8_t {
    base,        ///< So many places on these weekdays; the rule that began last counts.
    delta,       ///< So many more or fewer on these weekdays, each rule on its own (001-04).
    multiplier,  ///< Percent of the sum, national (002-01).
    override,    ///< So many on these dates, whatever the rules above say.
    closure,     ///< None on these dates.
};
inline constexpr std::array<std::string_view, 5> kQuotaRuleKinds{"base", "delta", "multiplier",
                                                                 "override", "closure"};
constexpr std::string_view to_text(QuotaRuleKind kind) {
    return kQuotaRuleKinds[std::to_underlying(kind)];
}
/// Errors: unknown_value.
Result<QuotaRuleKind> quota_rule_kind_from_text(std::string_view text);

/// An approved rule of a service point, or a national one.
struct QuotaRule {
    std::int64_t id = 0;
    QuotaRuleKind kind = QuotaRuleKind::base;
    Pool pool = Pool::online;  ///< A closure is for all pools.
    Weekdays weekdays{Weekdays::kAll};
    int amount = 0;  ///< Places; percent for a multiplier.
    LocalDate from = {};
    std::optional<LocalDate> to = {};  ///< Exclusive; none: without end.
    std::string reason = {};
};

/// One term of the sum, to be shown to applicants and officers as it was computed.
struct QuotaPart {
    QuotaRuleKind kind;
    int amount;
    std::int64_t rule = 0;
    std::string reason = {};
    friend bool operator==(QuotaPart const&, QuotaPart const&) = default;
};

struct DayQuota {
    int total = 0;
    std::chrono::weekday weekday = {};
    bool holiday = false;
    std::vector<QuotaPart> parts = {};
};

/// The total of `pool` on `date`. A holiday has none, whatever is added to its weekday (001-04).
/// Never negative. Errors: holidays_unknown.
Result<DayQuota> day_quota(std::span<QuotaRule const> rules, Pool pool, LocalDate date,
                           Calendar const& calendar);

/// "200 + 125 (THURSDAY)": the parts in words that need no translation.
std::string explanation(DayQuota const& quota);

/// `total` places over slots by their weights, exactly: each slot gets its share rounded down, what
/// remains goes to the largest remainders, the earlier slot first among equals (D2). At least one
/// weight is positive, none negative.
std::vector<int> spread(int total, std::span<int const> weights);

/// When days come on sale (002-01). The office's clock and calendar.
struct ReleaseRule {
    enum class Cadence : std::uint8_t { daily, weekly, monthly };
    Cadence cadence = Cadence::daily;
    std::chrono::weekday weekday = std::chrono::Friday;  ///< Of a weekly release.
    std::chrono::minutes time{0};                        ///< Past midnight.
    /// A release opens the days up to so many after it; a monthly one, on the last working day of
    /// a month, the whole next month, or the one after for each further thirty (4.3).
    int horizon_days = 30;
};
inline constexpr std::array<std::string_view, 3> kCadences{"daily", "weekly", "monthly"};
constexpr std::string_view to_text(ReleaseRule::Cadence cadence) {
    return kCadences[std::to_underlying(cadence)];
}
/// Errors: unknown_value.
Result<ReleaseRule::Cadence> cadence_from_text(std::string_view text);

/// The release that opens `date`: the first one at most `horizon_days` before it. Before this
/// moment nobody can take a place of that day. Errors: holidays_unknown (of a monthly one).
Result<Instant> opens_at(ReleaseRule const& rule, Zone zone, LocalDate date,
                         Calendar const& calendar);

}  // namespace mpaspor::booking
