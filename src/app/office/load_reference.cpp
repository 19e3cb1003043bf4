#include "app/office/load_reference.hpp"

#include "app/application/read_draft.hpp"
#include "app/transition.hpp"
#include "store/audit.hpp"
#include "store/forms.hpp"
#include "store/ids.hpp"

#include <algorithm>

namespace mpaspor::app {
namespace {

template <typename Rows, typename Save>
Result<void> save_all(sql::Transaction& tx, Rows const& rows, Save save, std::size_t& count) {
    for (auto const& row : rows) TRY(save(tx, row));
    count += rows.size();
    return {};
}

Result<void> save_setting(sql::Transaction& tx, store::SettingRow const& setting) {
    auto const saved = store::save_setting(tx, setting.name, setting.value);
    if (saved || saved.error().code != Code::unknown_value) return saved;
    return refuse(Code::unknown_value, "/settings", {{"name", setting.name}});
}

/// Who may not apply here is told of it (2.4).
bool is_office_charge(store::TariffRow const& row) {
    auto const items = application::office_charge_items();
    return std::ranges::find(items, row.item) != items.end();
}

/// What drafts are assessed by. Drafts are looked at again under what it then is.
Result<void> save_draft_rules(sql::Transaction& tx, ReferenceData const& data, std::size_t& count) {
    TRY(save_all(tx, data.forms, store::save_form, count));
    for (std::size_t i = 0; i < data.document_rules.size(); ++i) {
        TRY(store::save_document_rule(tx, data.document_rules[i], i));
    }
    count += data.document_rules.size();
    bool const changed = !data.forms.empty() || !data.document_rules.empty() ||
                         std::ranges::any_of(data.tariffs, is_office_charge) ||
                         std::ranges::any_of(data.settings, [](store::SettingRow const& setting) {
                             return decides_drafts(setting.name);
                         });
    if (!changed) return {};
    return store::count_draft_rules_change(tx);
}

Result<void> save_new_rules(sql::Transaction& tx, std::vector<store::StoredQuotaRule> const& rules,
                            ReferenceLoaded& loaded) {
    for (auto rule : rules) {
        auto const known = TRY(store::find_quota_rule(tx, rule));
        if (known) {
            loaded.rules_kept += 1;
            continue;
        }
        auto const id = TRY(store::lease_ids(tx, "quota_rule", 1));
        rule.rule.id = id.first;
        TRY(store::insert_quota_rule(tx, rule));
        loaded.rows += 1;
    }
    return {};
}

}  // namespace

Result<ReferenceLoaded> load_reference(sql::Transaction& tx, Context const& context,
                                       ReferenceData const& data) {
    ReferenceLoaded loaded;
    TRY(save_all(tx, data.offices, store::save_office, loaded.rows));
    TRY(save_all(tx, data.points, store::save_service_point, loaded.rows));
    TRY(save_all(tx, data.products, store::save_service_point_product, loaded.rows));
    TRY(save_all(tx, data.accelerated, store::save_accelerated_service, loaded.rows));
    TRY(save_all(tx, data.details, store::save_point_detail, loaded.rows));
    TRY(save_all(tx, data.hours, store::save_point_hours, loaded.rows));
    TRY(save_all(tx, data.notices, store::save_office_notice, loaded.rows));
    TRY(save_all(tx, data.regions, store::save_civil_region, loaded.rows));
    TRY(save_all(tx, data.holiday_years, store::save_holiday_year, loaded.rows));
    TRY(save_all(tx, data.holidays, store::save_holiday, loaded.rows));
    TRY(save_all(tx, data.tariffs, store::save_tariff, loaded.rows));
    TRY(save_all(tx, data.slots, store::save_slot_pattern, loaded.rows));
    TRY(save_all(tx, data.releases, store::save_release_rule, loaded.rows));
    TRY(save_all(tx, data.settings, save_setting, loaded.rows));
    TRY(save_draft_rules(tx, data, loaded.rows));
    TRY(save_new_rules(tx, data.quota_rules, loaded));
    auto const version = TRY(store::next_audit_version(tx, "reference_data", 0));
    TRY(audit(tx, context,
              {.kind = "reference_data",
               .subject = 0,
               .version = version,
               .action = "loaded",
               .rule = "9.5",
               .result = std::to_string(loaded.rows) + " rows"}));
    return loaded;
}

}  // namespace mpaspor::app
