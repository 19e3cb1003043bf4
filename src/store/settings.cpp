#include "store/settings.hpp"

#include <array>

namespace mpaspor::store {
namespace {

constexpr sql::Statement kLoad{"load_settings", "SELECT name, value FROM setting"};
constexpr sql::Statement kSave{"save_setting", R"sql(
    INSERT INTO setting (name, value) VALUES ($1, $2)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value
)sql"};

struct Named {
    std::string_view name;
    std::int64_t Settings::* member;
};
constexpr auto kSettings = std::to_array<Named>({
    {"hold_minutes", &Settings::hold_minutes},
    {"holds_per_nik_and_day", &Settings::holds_per_nik_and_day},
    {"nik_checks_per_day", &Settings::nik_checks_per_day},
    {"nik_valid_days", &Settings::nik_valid_days},
    {"payment_window_s", &Settings::payment_window_s},
    {"ask_biller_after_s", &Settings::ask_biller_after_s},
    {"unknown_keeps_seat_s", &Settings::unknown_keeps_seat_s},
    {"reschedules_max", &Settings::reschedules_max},
    {"reschedule_horizon_days", &Settings::reschedule_horizon_days},
    {"lead_days", &Settings::lead_days},
    {"late_horizon_days", &Settings::late_horizon_days},
    {"applications_max", &Settings::applications_max},
    {"session_hours", &Settings::session_hours},
    {"sign_in_code_minutes", &Settings::sign_in_code_minutes},
    {"sign_in_codes_per_hour", &Settings::sign_in_codes_per_hour},
    {"sign_in_attempts", &Settings::sign_in_attempts},
    {"days_opened_ahead", &Settings::days_opened_ahead},
    {"contacts_max", &Settings::contacts_max},
    {"sessions_max", &Settings::sessions_max},
    {"codes_per_address_and_hour", &Settings::codes_per_address_and_hour},
    {"wrong_codes_per_address_and_hour", &Settings::wrong_codes_per_address_and_hour},
    {"officer_session_hours", &Settings::officer_session_hours},
    {"officer_idle_minutes", &Settings::officer_idle_minutes},
    {"officer_wrong_passwords", &Settings::officer_wrong_passwords},
    {"officer_lock_s", &Settings::officer_lock_s},
    {"recovery_wait_hours", &Settings::recovery_wait_hours},
    {"requests_per_nik_and_month", &Settings::requests_per_nik_and_month},
    {"claim_reserves_days", &Settings::claim_reserves_days},
    {"elderly_age", &Settings::elderly_age},
    {"toddler_age", &Settings::toddler_age},
    {"priority_until_minutes", &Settings::priority_until_minutes},
    {"months_before_expiry", &Settings::months_before_expiry},
    {"unused_upload_hours", &Settings::unused_upload_hours},
    {"mrz_primary", &Settings::mrz_primary},
    {"passport_check_minutes", &Settings::passport_check_minutes},
    {"draft_days", &Settings::draft_days},
    {"draft_warning_days", &Settings::draft_warning_days},
    {"unpaid_days", &Settings::unpaid_days},
    {"inbox_days", &Settings::inbox_days},
    {"unfinished_uploads_max", &Settings::unfinished_uploads_max},
    {"unfinished_upload_hours", &Settings::unfinished_upload_hours},
});

Named const* find(std::string_view name) {
    auto const* const it = std::ranges::find(kSettings, name, &Named::name);
    return it == kSettings.end() ? nullptr : it;
}

}  // namespace

Result<Settings> load_settings(sql::Transaction& tx) {
    auto const rows = TRY(tx.rows(kLoad, {}));
    Settings settings;
    for (sql::Row const& row : rows) {
        auto const* const named = find(row.text(0));
        if (named != nullptr) settings.*named->member = row.integer(1);
    }
    return settings;
}

Result<void> save_setting(sql::Transaction& tx, std::string_view name, std::int64_t value) {
    if (find(name) == nullptr) return refuse(Code::unknown_value, "/name");
    return tx.run(kSave, {name, value});
}

std::vector<SettingRow> rows_of(Settings const& settings) {
    std::vector<SettingRow> rows;
    for (auto const& [name, member] : kSettings) {
        rows.push_back({.name = std::string{name}, .value = settings.*member});
    }
    return rows;
}

}  // namespace mpaspor::store
