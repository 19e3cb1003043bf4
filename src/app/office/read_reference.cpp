#include "app/office/read_reference.hpp"

#include <map>
#include <utility>

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
    return store::quota_rules_of(tx, point);
}

Result<std::vector<OfficerView>> read_officers(sql::Transaction& tx) {
    auto const officers = TRY(store::all_officers(tx));
    auto const offices = TRY(store::all_offices(tx));
    std::map<OfficeId, std::string> codes;
    for (auto const& office : offices) codes.emplace(office.id, office.code);
    std::vector<OfficerView> views;
    for (auto const& officer : officers) views.push_back({officer, codes.at(officer.office)});
    return views;
}

Result<std::optional<store::Officer>> find_officer(sql::Transaction& tx, std::string_view login) {
    return store::find_officer(tx, login);
}

}  // namespace mpaspor::app
