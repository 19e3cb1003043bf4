#pragma once

#include "app/context.hpp"
#include "domain/application/documents.hpp"
#include "domain/form/form.hpp"
#include "sql/connection.hpp"
#include "store/civil_regions.hpp"
#include "store/office_details.hpp"
#include "store/offices.hpp"
#include "store/products.hpp"
#include "store/quota.hpp"
#include "store/settings.hpp"
#include "store/tariffs.hpp"

#include <vector>

namespace mpaspor::app {

/// Reference data as the data files bring it (domain.md 9.5). Loading is safe to repeat: a row
/// replaces the one of the same key. A quota rule that is there already stays as it is, since it
/// may have been approved by people (002-01): it is changed by a proposal.
struct ReferenceData {
    std::vector<store::Office> offices = {};
    std::vector<store::ServicePoint> points = {};
    std::vector<store::ServicePointProduct> products = {};
    std::vector<store::AcceleratedService> accelerated = {};
    std::vector<store::PointDetail> details = {};
    std::vector<store::PointHours> hours = {};
    std::vector<store::OfficeNotice> notices = {};
    std::vector<store::CivilRegion> regions = {};
    std::vector<store::HolidayRow> holidays = {};
    std::vector<std::chrono::year> holiday_years = {};
    std::vector<store::TariffRow> tariffs = {};
    std::vector<store::SlotPattern> slots = {};
    std::vector<store::StoredReleaseRule> releases = {};
    std::vector<store::SettingRow> settings = {};
    std::vector<store::StoredQuotaRule> quota_rules = {};  ///< Approved, without ids.
    std::vector<form::Form> forms = {};                    ///< Whole versions, by `from`.
    std::vector<application::DocumentRule> document_rules = {};
};

struct ReferenceLoaded {
    std::size_t rows = 0;
    std::size_t rules_kept = 0;  ///< Quota rules that were there already.
};

/// Errors: unknown_value (a setting that there is not), and those of storage.
Result<ReferenceLoaded> load_reference(sql::Transaction& tx, Context const& context,
                                       ReferenceData const& data);

}  // namespace mpaspor::app
