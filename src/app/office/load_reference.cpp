#include "app/office/load_reference.hpp"

#include "app/transition.hpp"

namespace mpaspor::app {
namespace {

template <typename Rows, typename Save>
Result<void> save_all(sql::Transaction& tx, Rows const& rows, Save save, std::size_t& count) {
    for (auto const& row : rows) TRY(save(tx, row));
    count += rows.size();
    return {};
}

/// Rules that are there already stay as they are: they have a history.
Result<void> save_rule_once(sql::Transaction& tx, store::StoredQuotaRule const& rule) {
    auto const known = store::load_quota_rule(tx, rule.rule.id);
    if (known) return {};
    return store::insert_quota_rule(tx, rule);
}

}  // namespace

Result<ReferenceLoaded> load_reference(sql::Transaction& tx, Context const& /*context*/,
                                       ReferenceData const& data) {
    ReferenceLoaded loaded;
    TRY(save_all(tx, data.offices, store::save_office, loaded.rows));
    TRY(save_all(tx, data.points, store::save_service_point, loaded.rows));
    TRY(save_all(tx, data.products, store::save_service_point_product, loaded.rows));
    TRY(save_all(tx, data.holiday_years, store::save_holiday_year, loaded.rows));
    TRY(save_all(tx, data.holidays, store::save_holiday, loaded.rows));
    TRY(save_all(tx, data.tariffs, store::save_tariff, loaded.rows));
    TRY(save_all(tx, data.slots, store::save_slot_pattern, loaded.rows));
    TRY(save_all(tx, data.releases, store::save_release_rule, loaded.rows));
    TRY(save_all(tx, data.quota_rules, save_rule_once, loaded.rows));
    return loaded;
}

Result<store::Officer> create_officer(sql::Transaction& tx, Context const& context,
                                      CreateOfficer const& input) {
    auto const office = TRY(store::find_office(tx, input.office_code));
    store::Officer const officer{.id = input.id,
                                 .login = input.login,
                                 .role = input.role,
                                 .office = office.id,
                                 .created = context.now};
    TRY(store::insert_officer(tx, officer));
    TRY(audit(tx, context,
              {.kind = "officer",
               .subject = officer.id.value,
               .version = 1,
               .action = "created",
               .rule = "4.2",
               .result = officer.role}));
    return officer;
}

}  // namespace mpaspor::app
