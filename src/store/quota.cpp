#include "store/quota.hpp"

#include "store/columns.hpp"

#include <array>

namespace mpaspor::store {
namespace {

using booking::QuotaRule;

constexpr sql::Statement kInsert{"insert_quota_rule", R"sql(
    INSERT INTO quota_rule (id, service_point, pool, kind, weekdays, from_date, to_date, amount,
                            reason, state, proposed_by, approved_by, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
)sql"};

constexpr sql::Statement kLoad{"load_quota_rule", R"sql(
    SELECT id, service_point, pool, kind, weekdays, from_date, to_date, amount, reason, state,
           proposed_by, approved_by, version
      FROM quota_rule WHERE id = $1
)sql"};

constexpr sql::Statement kFind{"find_quota_rule", R"sql(
    SELECT id, service_point, pool, kind, weekdays, from_date, to_date, amount, reason, state,
           proposed_by, approved_by, version
      FROM quota_rule
     WHERE service_point = $1 AND pool = $2 AND kind = $3 AND weekdays = $4 AND from_date = $5
     ORDER BY id LIMIT 1
)sql"};

constexpr sql::Statement kOf{"quota_rules_of", R"sql(
    SELECT id, service_point, pool, kind, weekdays, from_date, to_date, amount, reason, state,
           proposed_by, approved_by, version
      FROM quota_rule WHERE service_point = $1 OR service_point = 0 ORDER BY id
)sql"};

constexpr sql::Statement kInReach{"quota_rules_in_reach", R"sql(
    SELECT id, service_point, pool, kind, weekdays, from_date, to_date, amount, reason, state,
           proposed_by, approved_by, version
      FROM quota_rule
     WHERE state = $1 AND id > $4
       AND (service_point = 0
            OR service_point IN (SELECT p.id FROM service_point p
                                   JOIN office f ON f.id = p.office_id
                                  WHERE (f.id = $2 OR $2 = 0) AND (f.region = $3 OR $3 = '')))
     ORDER BY id LIMIT $5
)sql"};

constexpr sql::Statement kSave{"save_quota_rule", R"sql(
    UPDATE quota_rule SET state = $3, approved_by = $4, version = version + 1
     WHERE id = $1 AND version = $2 RETURNING version
)sql"};

constexpr sql::Statement kSaveHoliday{"save_holiday", R"sql(
    INSERT INTO holiday (service_point, date, kind, name, decree) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (service_point, date) DO UPDATE
       SET kind = excluded.kind, name = excluded.name, decree = excluded.decree
)sql"};

constexpr sql::Statement kHolidays{"holidays_between", R"sql(
    SELECT service_point, date, kind, name, decree FROM holiday
     WHERE date >= $1 AND date < $2 ORDER BY date, service_point
)sql"};

constexpr sql::Statement kSaveYear{"save_holiday_year", R"sql(
    INSERT INTO holiday_year (year) VALUES ($1) ON CONFLICT (year) DO NOTHING
)sql"};

constexpr sql::Statement kYears{"holiday_years", "SELECT year FROM holiday_year ORDER BY year"};

/// National rows first, so that the office's own come after and outweigh them.
constexpr sql::Statement kCalendar{"load_calendar", R"sql(
    SELECT date, kind FROM holiday WHERE service_point = 0 OR service_point = $1
     ORDER BY service_point, date
)sql"};

constexpr sql::Statement kSavePattern{"save_slot_pattern", R"sql(
    INSERT INTO slot_pattern (service_point, weekday, slot, from_date, weight)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (service_point, weekday, slot, from_date) DO UPDATE SET weight = excluded.weight
)sql"};

constexpr sql::Statement kPatterns{"slots_of", R"sql(
    SELECT slot, from_date, weight FROM slot_pattern
     WHERE service_point = $1 AND weekday = $2
       AND from_date = (SELECT max(from_date) FROM slot_pattern
                         WHERE service_point = $1 AND weekday = $2 AND from_date <= $3)
     ORDER BY slot
)sql"};

constexpr sql::Statement kSaveRelease{"save_release_rule", R"sql(
    INSERT INTO release_rule (service_point, from_date, cadence, weekday, minute, horizon_days)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (service_point, from_date) DO UPDATE
       SET cadence = excluded.cadence, weekday = excluded.weekday, minute = excluded.minute,
           horizon_days = excluded.horizon_days
)sql"};

constexpr sql::Statement kRelease{"release_rule_of", R"sql(
    SELECT cadence, weekday, minute, horizon_days FROM release_rule
     WHERE service_point = $1 AND from_date <= $2 ORDER BY from_date DESC LIMIT 1
)sql"};

StoredQuotaRule read(sql::Row const& row) {
    StoredQuotaRule stored{
        .rule = {.id = row.integer(0),
                 .kind = booking::quota_rule_kind_from_text(row.text(3)).value(),
                 .pool = booking::pool_from_text(row.text(2)).value(),
                 .weekdays = booking::Weekdays{static_cast<std::uint8_t>(row.integer(4))},
                 .amount = static_cast<int>(row.integer(7)),
                 .from = local_date(row.integer(5)),
                 .to = optional_date(row, 6),
                 .reason = row.text(8)},
        .point = {row.integer(1)},
        .state = quota_rule_state_from_text(row.text(9)).value(),
        .proposed_by = row.text(10),
        .version = row.integer(12)};
    if (!row.null(11)) stored.approved_by = row.text(11);
    return stored;
}

std::chrono::weekday weekday(std::int64_t iso) {
    return std::chrono::weekday{static_cast<unsigned>(iso)};
}
std::int64_t number(std::chrono::weekday day) {
    return day.iso_encoding();
}

}  // namespace

Result<QuotaRuleState> quota_rule_state_from_text(std::string_view text) {
    auto const* const name = std::ranges::find(kQuotaRuleStates, text);
    if (name == kQuotaRuleStates.end()) return fail(Code::unknown_value, "quota rule state");
    return static_cast<QuotaRuleState>(name - kQuotaRuleStates.begin());
}

Result<void> insert_quota_rule(sql::Transaction& tx, StoredQuotaRule const& s) {
    QuotaRule const& r = s.rule;
    std::optional<std::string> const approved =
        s.approved_by.empty() ? std::nullopt : std::optional{s.approved_by};
    return tx.run(kInsert, {r.id, s.point.value, booking::to_text(r.pool), booking::to_text(r.kind),
                            std::int64_t{r.weekdays.bits()}, store::number(r.from), argument(r.to),
                            std::int64_t{r.amount}, r.reason, to_text(s.state), s.proposed_by,
                            argument(approved), s.version});
}

Result<StoredQuotaRule> load_quota_rule(sql::Transaction& tx, std::int64_t id) {
    auto const row = TRY(tx.row(kLoad, {id}));
    if (!row) return fail(Code::quota_not_proposed);
    return read(*row);
}

Result<std::optional<StoredQuotaRule>> find_quota_rule(sql::Transaction& tx,
                                                       StoredQuotaRule const& like) {
    QuotaRule const& r = like.rule;
    auto const row =
        TRY(tx.row(kFind, {like.point.value, booking::to_text(r.pool), booking::to_text(r.kind),
                           std::int64_t{r.weekdays.bits()}, store::number(r.from)}));
    if (!row) return std::nullopt;
    return read(*row);
}

Result<void> save_quota_rule(sql::Transaction& tx, StoredQuotaRule const& s) {
    std::optional<std::string> const decided =
        s.approved_by.empty() ? std::nullopt : std::optional{s.approved_by};
    auto const row =
        TRY(tx.row(kSave, {s.rule.id, s.version, to_text(s.state), argument(decided)}));
    if (!row) return fail(Code::storage_conflict, "another version of the quota rule");
    return {};
}

Result<std::vector<StoredQuotaRule>> quota_rules_of(sql::Transaction& tx, ServicePointId point) {
    auto const rows = TRY(tx.rows(kOf, {point.value}));
    std::vector<StoredQuotaRule> rules;
    for (sql::Row const& row : rows) rules.push_back(read(row));
    return rules;
}

Result<std::vector<StoredQuotaRule>> quota_rules_in_reach(sql::Transaction& tx,
                                                          QuotaRulesAsked const& asked, int most) {
    auto const rows = TRY(tx.rows(kInReach, {to_text(asked.state), asked.office.value, asked.region,
                                             asked.after, std::int64_t{most}}));
    std::vector<StoredQuotaRule> rules;
    for (sql::Row const& row : rows) rules.push_back(read(row));
    return rules;
}

Result<void> save_holiday(sql::Transaction& tx, HolidayRow const& h) {
    return tx.run(kSaveHoliday, {h.point.value, store::number(h.holiday.date),
                                 booking::to_text(h.holiday.kind), h.name, h.decree});
}

Result<std::vector<HolidayRow>> holidays_between(sql::Transaction& tx, LocalDate from,
                                                 LocalDate until) {
    auto const rows = TRY(tx.rows(kHolidays, {store::number(from), store::number(until)}));
    std::vector<HolidayRow> holidays;
    for (sql::Row const& row : rows) {
        holidays.push_back({.point = {row.integer(0)},
                            .holiday = {local_date(row.integer(1)),
                                        booking::holiday_kind_from_text(row.text(2)).value()},
                            .name = row.text(3),
                            .decree = row.text(4)});
    }
    return holidays;
}

Result<void> save_holiday_year(sql::Transaction& tx, std::chrono::year year) {
    return tx.run(kSaveYear, {std::int64_t{static_cast<int>(year)}});
}

Result<std::vector<std::chrono::year>> holiday_years(sql::Transaction& tx) {
    auto const rows = TRY(tx.rows(kYears, {}));
    std::vector<std::chrono::year> years;
    for (sql::Row const& row : rows) years.emplace_back(static_cast<int>(row.integer(0)));
    return years;
}

Result<booking::Calendar> load_calendar(sql::Transaction& tx, ServicePointId point) {
    auto const years = TRY(holiday_years(tx));
    auto const rows = TRY(tx.rows(kCalendar, {point.value}));
    std::vector<booking::Holiday> holidays;
    for (sql::Row const& row : rows) {
        holidays.push_back(
            {local_date(row.integer(0)), booking::holiday_kind_from_text(row.text(1)).value()});
    }
    return booking::Calendar{{years.begin(), years.end()}, holidays};
}

Result<void> save_slot_pattern(sql::Transaction& tx, SlotPattern const& p) {
    return tx.run(kSavePattern, {p.point.value, number(p.weekday), store::number(p.slot),
                                 store::number(p.from), std::int64_t{p.weight}});
}

Result<std::vector<SlotPattern>> slots_of(sql::Transaction& tx, ServicePointId point,
                                          LocalDate date) {
    std::chrono::weekday const day{std::chrono::sys_days{date.time_since_epoch()}};
    auto const rows = TRY(tx.rows(kPatterns, {point.value, number(day), store::number(date)}));
    std::vector<SlotPattern> slots;
    for (sql::Row const& row : rows) {
        slots.push_back({.point = point,
                         .weekday = day,
                         .slot = minutes(row.integer(0)),
                         .from = local_date(row.integer(1)),
                         .weight = static_cast<int>(row.integer(2))});
    }
    return slots;
}

Result<void> save_release_rule(sql::Transaction& tx, StoredReleaseRule const& s) {
    return tx.run(kSaveRelease, {s.point.value, store::number(s.from),
                                 booking::to_text(s.rule.cadence), number(s.rule.weekday),
                                 store::number(s.rule.time), std::int64_t{s.rule.horizon_days}});
}

Result<booking::ReleaseRule> release_rule_of(sql::Transaction& tx, ServicePointId point,
                                             LocalDate date) {
    auto const row = TRY(tx.row(kRelease, {point.value, store::number(date)}));
    if (!row) return booking::ReleaseRule{};
    return booking::ReleaseRule{.cadence = booking::cadence_from_text(row->text(0)).value(),
                                .weekday = weekday(row->integer(1)),
                                .time = minutes(row->integer(2)),
                                .horizon_days = static_cast<int>(row->integer(3))};
}

}  // namespace mpaspor::store
