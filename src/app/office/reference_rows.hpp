#pragma once
/// The columns of each table of reference data (data/README.md) and the row a line of it is.

#include "app/office/table_line.hpp"
#include "domain/application/documents.hpp"
#include "domain/form/form.hpp"
#include "store/civil_regions.hpp"
#include "store/office_details.hpp"
#include "store/offices.hpp"
#include "store/products.hpp"
#include "store/quota.hpp"
#include "store/settings.hpp"
#include "store/tariffs.hpp"

#include <string>
#include <string_view>

namespace mpaspor::app {

inline constexpr std::string_view kOfficeColumns =
    "id code name class border_checkpoint region source unofficial";
store::Office office_in(TableLine& line);

struct PointRow {
    store::ServicePoint point;
    std::string office;  ///< Its code; the id in `point` is still to be found.
};
inline constexpr std::string_view kPointColumns = "id office name kind zone source unofficial";
PointRow service_point_in(TableLine& line);

inline constexpr std::string_view kProductColumns =
    "service_point product from to source unofficial";
store::ServicePointProduct product_in(TableLine& line);

inline constexpr std::string_view kSlotColumns =
    "service_point weekday slot from weight source unofficial";
store::SlotPattern slot_in(TableLine& line);

inline constexpr std::string_view kReleaseColumns =
    "service_point from cadence weekday time horizon_days source unofficial";
store::StoredReleaseRule release_in(TableLine& line);

inline constexpr std::string_view kSettingColumns = "name value unit meaning source";
store::SettingRow setting_in(TableLine& line);

inline constexpr std::string_view kHolidayColumns = "date kind name decree sources note";
store::HolidayRow holiday_in(TableLine& line);

inline constexpr std::string_view kQuotaColumns =
    "service_point pool kind weekdays from to places reason source unofficial";
/// Approved, and without an id.
store::StoredQuotaRule quota_rule_in(TableLine& line);

inline constexpr std::string_view kTariffColumns =
    "item validity_years amount from to basis source unofficial";
store::TariffRow tariff_in(TableLine& line);

struct SectionRow {
    LocalDate from;  ///< Of the version of the form.
    form::Section section;
};
inline constexpr std::string_view kSectionColumns = "from section stage asked source unofficial";
SectionRow section_in(TableLine& line);

struct FieldRow {
    LocalDate from;
    std::string section;
    form::Field field;
};
inline constexpr std::string_view kFieldColumns =
    "from section field kind required asked options length_max source unofficial";
FieldRow field_in(TableLine& line);

inline constexpr std::string_view kDocumentColumns =
    "id when kinds required from to basis source unofficial";
application::DocumentRule document_rule_in(TableLine& line);

inline constexpr std::string_view kAcceleratedColumns =
    "service_point from to arrive_from arrive_before source unofficial";
store::AcceleratedService accelerated_in(TableLine& line);

inline constexpr std::string_view kDetailColumns = "service_point address phone source unofficial";
store::PointDetail point_detail_in(TableLine& line);

inline constexpr std::string_view kHoursColumns =
    "service_point season weekdays from to hours break source unofficial";
store::PointHours point_hours_in(TableLine& line);

inline constexpr std::string_view kNoticeColumns =
    "service_point id from to text_id text_en source unofficial";
store::OfficeNotice office_notice_in(TableLine& line);

inline constexpr std::string_view kRegionColumns = "code parent name now source unofficial";
store::CivilRegion civil_region_in(TableLine& line);

}  // namespace mpaspor::app
