#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/offices.hpp"
#include "store/quota.hpp"
#include "store/tariffs.hpp"

#include <vector>

namespace mpaspor::app {

/// Reference data as the data files bring it (domain.md 9.5). Loading is safe to repeat: a row
/// replaces the one of the same key.
struct ReferenceData {
    std::vector<store::Office> offices = {};
    std::vector<store::ServicePoint> points = {};
    std::vector<store::ServicePointProduct> products = {};
    std::vector<store::HolidayRow> holidays = {};
    std::vector<std::chrono::year> holiday_years = {};
    std::vector<store::TariffRow> tariffs = {};
    std::vector<store::SlotPattern> slots = {};
    std::vector<store::StoredReleaseRule> releases = {};
    std::vector<store::StoredQuotaRule> quota_rules = {};  ///< Approved; ids of their own.
};

struct ReferenceLoaded {
    std::size_t rows = 0;
};

/// Errors: those of storage.
Result<ReferenceLoaded> load_reference(sql::Transaction& tx, Context const& context,
                                       ReferenceData const& data);

struct CreateOfficer {
    OfficerId id;
    std::string login, role, office_code;
};
/// Errors: office_not_found, officer_exists.
Result<store::Officer> create_officer(sql::Transaction& tx, Context const& context,
                                      CreateOfficer const& input);

}  // namespace mpaspor::app
