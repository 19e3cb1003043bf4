#include "app/office/read_reference.hpp"

#include "app/office/quota_reach.hpp"

namespace mpaspor::app {

Result<std::vector<store::ServicePoint>> read_service_points(sql::Transaction& tx) {
    return store::all_service_points(tx);
}

Result<std::vector<store::HolidayRow>> read_holidays(sql::Transaction& tx, std::chrono::year year) {
    LocalDate const from{year / std::chrono::January / 1};
    LocalDate const until{(year + std::chrono::years{1}) / std::chrono::January / 1};
    return store::holidays_between(tx, from, until);
}

Result<std::vector<store::TariffRow>> read_tariffs(sql::Transaction& tx) {
    return store::all_tariffs(tx);
}

Result<std::vector<store::StoredQuotaRule>> read_quota_rules(sql::Transaction& tx,
                                                             ServicePointId point) {
    auto rules = TRY(store::quota_rules_of(tx, point));
    return with_logins(tx, std::move(rules));
}

}  // namespace mpaspor::app
