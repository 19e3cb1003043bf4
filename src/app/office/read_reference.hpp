#pragma once
/// Reference data as they are loaded, for operators. Queries.

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/offices.hpp"
#include "store/quota.hpp"
#include "store/tariffs.hpp"

#include <vector>

namespace mpaspor::app {

Result<std::vector<store::ServicePoint>> read_service_points(sql::Transaction& tx);
Result<std::vector<store::HolidayRow>> read_holidays(sql::Transaction& tx, std::chrono::year year);
Result<std::vector<store::TariffRow>> read_tariffs(sql::Transaction& tx);
/// A point's own and the national ones, whatever their state, with the logins of who made them; 0:
/// the national ones.
Result<std::vector<store::StoredQuotaRule>> read_quota_rules(sql::Transaction& tx,
                                                             ServicePointId point);

}  // namespace mpaspor::app
