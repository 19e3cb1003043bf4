#include "domain/booking/quota.hpp"

#include "base/invariant.hpp"

#include <algorithm>
#include <numeric>

namespace mpaspor::booking {
namespace {

constexpr int kPercent = 100;
constexpr int kMonth = 30;  // Days of a release's horizon that mean one month.

bool in_force(QuotaRule const& rule, Pool pool, LocalDate date) {
    bool const concerns = rule.kind == QuotaRuleKind::closure || rule.pool == pool;
    return concerns && rule.from <= date && (!rule.to || date < *rule.to) &&
           rule.weekdays.contains(std::chrono::weekday{date});
}

/// The rule of one kind that began last, the one made last among those.
QuotaRule const* latest(std::span<QuotaRule const* const> rules, QuotaRuleKind kind) {
    QuotaRule const* found = nullptr;
    for (QuotaRule const* rule : rules) {
        if (rule->kind != kind) continue;
        bool const later = found == nullptr || rule->from > found->from ||
                           (rule->from == found->from && rule->id > found->id);
        if (later) found = rule;
    }
    return found;
}

QuotaPart part_of(QuotaRule const& rule) {
    return {.kind = rule.kind, .amount = rule.amount, .rule = rule.id, .reason = rule.reason};
}

/// Base, deltas and multiplier, added up in this order.
void add_regular(DayQuota& quota, std::span<QuotaRule const* const> rules) {
    if (QuotaRule const* base = latest(rules, QuotaRuleKind::base)) {
        quota.parts.push_back(part_of(*base));
        quota.total = base->amount;
    }
    for (QuotaRule const* rule : rules) {
        if (rule->kind != QuotaRuleKind::delta) continue;
        quota.parts.push_back(part_of(*rule));
        quota.total += rule->amount;
    }
    quota.total = std::max(0, quota.total);
    if (QuotaRule const* times = latest(rules, QuotaRuleKind::multiplier)) {
        quota.parts.push_back(part_of(*times));
        quota.total = static_cast<int>(std::int64_t{quota.total} * times->amount / kPercent);
    }
}

/// Of the month that lies so many before that of `date`.
Result<LocalDate> last_working_day(LocalDate date, int months_before, Calendar const& calendar) {
    std::chrono::year_month_day const ymd{date};
    auto const behind =
        ymd.year() / ymd.month() - std::chrono::months{months_before} + std::chrono::months{1};
    LocalDate day{behind / std::chrono::day{1}};
    for (bool works = false; !works;) {
        day -= std::chrono::days{1};
        bool const known = TRY(calendar.is_working_day(day));
        works = known;
    }
    return day;
}

}  // namespace

Result<QuotaRuleKind> quota_rule_kind_from_text(std::string_view text) {
    auto const name = std::ranges::find(kQuotaRuleKinds, text);
    if (name == kQuotaRuleKinds.end()) return fail(Code::unknown_value, "quota rule");
    return static_cast<QuotaRuleKind>(name - kQuotaRuleKinds.begin());
}

Result<DayQuota> day_quota(std::span<QuotaRule const> rules, Pool pool, LocalDate date,
                           Calendar const& calendar) {
    bool const holiday = TRY(calendar.is_holiday(date));
    DayQuota quota{.weekday = std::chrono::weekday{date}, .holiday = holiday};
    if (quota.holiday) return quota;

    std::vector<QuotaRule const*> valid;
    for (QuotaRule const& rule : rules) {
        if (in_force(rule, pool, date)) valid.push_back(&rule);
    }
    std::ranges::sort(valid, {},
                      [](QuotaRule const* rule) { return std::pair{rule->from, rule->id}; });

    if (QuotaRule const* closure = latest(valid, QuotaRuleKind::closure)) {
        quota.parts.push_back(part_of(*closure));
        quota.parts.back().amount = 0;
    } else if (QuotaRule const* dated = latest(valid, QuotaRuleKind::override)) {
        quota.parts.push_back(part_of(*dated));
        quota.total = std::max(0, dated->amount);
    } else {
        add_regular(quota, valid);
    }
    return quota;
}

std::string explanation(DayQuota const& quota) {
    if (quota.holiday) return "0 (HOLIDAY)";
    std::string text;
    bool by_weekday = false;
    for (QuotaPart const& part : quota.parts) {
        switch (part.kind) {
            case QuotaRuleKind::base: text += std::to_string(part.amount); break;
            case QuotaRuleKind::delta:
                text += (text.empty() ? "" : " ");
                text += part.amount < 0 ? "- " : "+ ";
                text += std::to_string(std::abs(part.amount));
                by_weekday = true;
                break;
            case QuotaRuleKind::multiplier:
                text += " x " + std::to_string(part.amount) + " %";
                break;
            case QuotaRuleKind::override: text += std::to_string(part.amount) + " (DATED)"; break;
            case QuotaRuleKind::closure: text += "0 (CLOSED)"; break;
        }
    }
    if (by_weekday) text += " (" + std::string{to_text(quota.weekday)} + ")";
    return text.empty() ? "0" : text;
}

std::vector<int> spread(int total, std::span<int const> weights) {
    std::int64_t const sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
    INVARIANT(total >= 0 && sum > 0);
    struct Share {
        std::size_t slot;
        std::int64_t remainder;
    };
    std::vector<int> places;
    std::vector<Share> shares;
    for (int const weight : weights) {
        INVARIANT(weight >= 0);
        std::int64_t const exact = std::int64_t{total} * weight;
        shares.push_back({places.size(), exact % sum});
        places.push_back(static_cast<int>(exact / sum));
    }
    int const left = total - std::accumulate(places.begin(), places.end(), 0);
    std::ranges::sort(shares, {}, [](Share const& s) { return std::pair{-s.remainder, s.slot}; });
    for (int i = 0; i < left; ++i) ++places[shares[static_cast<std::size_t>(i)].slot];
    return places;
}

Result<ReleaseRule::Cadence> cadence_from_text(std::string_view text) {
    auto const* const name = std::ranges::find(kCadences, text);
    if (name == kCadences.end()) return fail(Code::unknown_value, "cadence");
    return static_cast<ReleaseRule::Cadence>(name - kCadences.begin());
}

Result<Instant> opens_at(ReleaseRule const& rule, Zone zone, LocalDate date,
                         Calendar const& calendar) {
    LocalDate release = date - std::chrono::days{rule.horizon_days};
    if (rule.cadence == ReleaseRule::Cadence::weekly) {
        release += rule.weekday - std::chrono::weekday{release};
    }
    if (rule.cadence == ReleaseRule::Cadence::monthly) {
        auto const months = std::max(1, rule.horizon_days / kMonth);
        auto const day = TRY(last_working_day(date, months, calendar));
        release = day;
    }
    return instant_in(zone, release, rule.time);
}

}  // namespace mpaspor::booking
