#pragma once
/// The rules that say how many places a day has (9.3), and the calendar they rest on.

#include "domain/booking/quota.hpp"
#include "sql/connection.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpaspor::store {

enum class QuotaRuleState : std::uint8_t { proposed, approved, withdrawn };

struct StoredQuotaRule {
    booking::QuotaRule rule;
    ServicePointId point;  ///< 0: the whole country.
    QuotaRuleState state = QuotaRuleState::proposed;
    std::string proposed_by;
    std::string approved_by = {};
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
