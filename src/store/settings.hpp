#pragma once

#include "sql/connection.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::store {

/// What domain.md 9.5 says must never be a constant, and has no table of its own. A row of the
/// table `setting` overrides the default of the member of the same name.
struct Settings {
    std::int64_t hold_minutes = 15;             ///< D5.
    std::int64_t holds_per_nik_and_day = 3;     ///< D5.
    std::int64_t nik_checks_per_day = 5;        ///< D9.
    std::int64_t nik_valid_days = 30;           ///< D9.
    std::int64_t payment_window_s = 7200;       ///< 002-F3, 1.7.
    std::int64_t ask_biller_after_s = 1;        ///< D5: at deadline + 1 s,
    std::int64_t unknown_keeps_seat_s = 900;    ///< and unknown keeps the seat so long.
    std::int64_t reschedules_max = 1;           ///< 002-F4.
    std::int64_t reschedule_horizon_days = 30;  ///< D6.
    std::int64_t lead_days = 1;                 ///< 9.2: the earliest bookable day is tomorrow.
    std::int64_t late_horizon_days = 30;        ///< D4: how far a late payer is placed.
    std::int64_t applications_max = 5;          ///< 2.12.
    std::int64_t session_hours = 12;
    std::int64_t sign_in_code_minutes = 10;
    std::int64_t sign_in_codes_per_hour = 5;
    std::int64_t sign_in_attempts = 5;
    std::int64_t days_opened_ahead = 90;  ///< 9.3: how far ahead days have their rows.
    std::int64_t contacts_max = 4;        ///< Of one account.
    std::int64_t sessions_max = 20;       ///< Of one account; one more ends the oldest.
    std::int64_t codes_per_address_and_hour = 200;
    std::int64_t wrong_codes_per_address_and_hour = 60;  ///< Passwords too.
    std::int64_t officer_session_hours = 10;
    std::int64_t officer_idle_minutes = 30;
    std::int64_t officer_wrong_passwords = 5;     ///< In a row, before a login is locked.
    std::int64_t officer_lock_s = 60;             ///< The first time; then doubled each time.
    std::int64_t recovery_wait_hours = 72;        ///< In which the old contacts can object.
    std::int64_t requests_per_nik_and_month = 3;  ///< Of each kind, by one account.
    std::int64_t claim_reserves_days = 30;        ///< D8: a claimed NIK, for who claimed it.
    std::int64_t elderly_age = 60;                ///< 2.9, and
    std::int64_t toddler_age = 5;                 ///< below that.
    std::int64_t priority_until_minutes = 720;    ///< 001-08: of the office's day.
    std::int64_t months_before_expiry = 6;        ///< 2.7: a passport with less left is replaced.
    std::int64_t mrz_primary = 0;                 ///< 3.8: last word, 1: the first, 2: all words.
    std::int64_t unused_upload_hours = 24;  ///< 7: how long a file that nobody refers to is kept.
    std::int64_t passport_check_minutes = 10;  ///< D10: how long billing waits for an answer.
    std::int64_t draft_days = 30;              ///< 7: from the last change; 0: kept for ever.
    std::int64_t draft_warning_days = 7;       ///< 7: before that, the owner is told.
    std::int64_t unpaid_days = 90;             ///< 7: the same of one that was billed.
    std::int64_t inbox_days = 90;  ///< 7: what the bank wrote, word for word; 0: for ever.
    std::int64_t unfinished_uploads_max = 4;    ///< Of one account, at most 10 MiB each.
    std::int64_t unfinished_upload_hours = 24;  ///< Since the last part.
};

/// No setting is larger, whatever its unit.
inline constexpr std::int64_t kSettingMax = 1'000'000'000;

struct SettingRow {
    std::string name;
    std::int64_t value{};
};

Result<Settings> load_settings(sql::Transaction& tx);
/// Errors: unknown_value (no setting has this name).
Result<void> save_setting(sql::Transaction& tx, std::string_view name, std::int64_t value);

/// Every setting with the value in force, in the order of the struct.
std::vector<SettingRow> rows_of(Settings const& settings);

}  // namespace mpaspor::store
