#pragma once
/// The rules that say how many places a day has (9.3), and the calendar they rest on.

#include "domain/booking/quota.hpp"
#include "sql/connection.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpaspor::store {

enum class QuotaRuleState : std::uint8_t { proposed, approved, withdrawn, refused };
inline constexpr std::array<std::string_view, 4> kQuotaRuleStates{"proposed", "approved",
                                                                  "withdrawn", "refused"};
constexpr std::string_view to_text(QuotaRuleState state) {
    return kQuotaRuleStates[std::to_underlying(state)];
}
/// Errors: unknown_value.
Result<QuotaRuleState> quota_rule_state_from_text(std::string_view text);

struct StoredQuotaRule {
    booking::QuotaRule rule;
    ServicePointId point;  ///< 0: the whole country.
    QuotaRuleState state = QuotaRuleState::proposed;
    std::string proposed_by;
    std::string approved_by = {};  ///< Or refused.
    std::int64_t version = 1;
};
Result<void> insert_quota_rule(sql::Transaction& tx, StoredQuotaRule const& rule);
/// Errors: quota_not_proposed (no such rule).
Result<StoredQuotaRule> load_quota_rule(sql::Transaction& tx, std::int64_t id);
/// The rule with the same point, pool, kind, weekdays and first day, whatever its state.
Result<std::optional<StoredQuotaRule>> find_quota_rule(sql::Transaction& tx,
                                                       StoredQuotaRule const& like);
/// Writes state and approver over the version that was loaded. Errors: storage_conflict.
Result<void> save_quota_rule(sql::Transaction& tx, StoredQuotaRule const& rule);
/// Of one point, its own and the national ones, in the order of their ids.
Result<std::vector<StoredQuotaRule>> quota_rules_of(sql::Transaction& tx, ServicePointId point);

/// Those in a state: of the points of one office, unless it is {}, and of one region, unless it is
/// "", and the national ones. In the order of their ids, from behind `after`, at most `most`.
struct QuotaRulesAsked {
    QuotaRuleState state = QuotaRuleState::proposed;
    OfficeId office;
    std::string_view region;
    std::int64_t after = 0;
};
Result<std::vector<StoredQuotaRule>> quota_rules_in_reach(sql::Transaction& tx,
                                                          QuotaRulesAsked const& asked, int most);

struct HolidayRow {
    ServicePointId point;  ///< 0: the whole country.
    booking::Holiday holiday;
    std::string name, decree;
};
Result<void> save_holiday(sql::Transaction& tx, HolidayRow const& row);
Result<std::vector<HolidayRow>> holidays_between(sql::Transaction& tx, LocalDate from,
                                                 LocalDate until);
/// Says that the decree of this year is loaded.
Result<void> save_holiday_year(sql::Transaction& tx, std::chrono::year year);

Result<std::vector<std::chrono::year>> holiday_years(sql::Transaction& tx);

/// The working days of one point, from all that is loaded.
Result<booking::Calendar> load_calendar(sql::Transaction& tx, ServicePointId point);

/// The slots of one weekday, from a date on, and how they share the day's places (D2).
struct SlotPattern {
    ServicePointId point;
    std::chrono::weekday weekday;
    std::chrono::minutes slot;
    LocalDate from;
    int weight = 1;
};
Result<void> save_slot_pattern(sql::Transaction& tx, SlotPattern const& pattern);
/// The pattern in force on `date`, by slot.
Result<std::vector<SlotPattern>> slots_of(sql::Transaction& tx, ServicePointId point,
                                          LocalDate date);

struct StoredReleaseRule {
    ServicePointId point;
    LocalDate from;
    booking::ReleaseRule rule;
};
Result<void> save_release_rule(sql::Transaction& tx, StoredReleaseRule const& rule);
/// The one in force on `date`; without one a day is on sale `horizon_days` of the default ahead.
Result<booking::ReleaseRule> release_rule_of(sql::Transaction& tx, ServicePointId point,
                                             LocalDate date);

}  // namespace mpaspor::store
