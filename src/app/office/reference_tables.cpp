#include "app/office/reference_tables.hpp"

#include "app/office/reference_rows.hpp"
#include "domain/application/assessment.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace mpaspor::app {
namespace {

using std::string_view;

Error fault_at(string_view table, std::size_t line, Code code, string_view column) {
    return {.code = code,
            .pointer = '/' + std::string{table},
            .params = {{"line", std::to_string(line)}, {"column", std::string{column}}}};
}

/// What stands before the next `end`, which is taken off too.
string_view take(string_view& text, char end) {
    auto const at = std::min(text.find(end), text.size());
    auto const part = text.substr(0, at);
    text.remove_prefix(std::min(at + 1, text.size()));
    return part;
}

string_view take_line(string_view& text) {
    auto line = take(text, '\n');
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

std::vector<string_view> words(string_view text, char between) {
    std::vector<string_view> found;
    while (!text.empty()) found.push_back(take(text, between));
    return found;
}

/// The rows of one table; none when it was not given. Row n stands on line n + 2.
template <typename Row>
Result<std::vector<Row>> rows_of(std::span<ReferenceTable const> tables, string_view name,
                                 string_view columns_text, Row (*read)(TableLine&)) {
    std::vector<Row> rows;
    auto const table = std::ranges::find(tables, name, &ReferenceTable::name);
    if (table == tables.end()) return rows;
    auto const columns = words(columns_text, ' ');
    auto rest = table->text;
    if (words(take_line(rest), '\t') != columns) {
        return std::unexpected(fault_at(name, 1, Code::unknown_value, columns_text));
    }
    while (!rest.empty()) {
        TableLine line{take_line(rest), columns};
        rows.push_back(read(line));
        if (auto const fault = line.fault()) {
            return std::unexpected(fault_at(name, rows.size() + 1, fault->code, fault->column));
        }
    }
    return rows;
}

Result<std::vector<store::ServicePoint>> placed(std::vector<PointRow> const& rows,
                                                std::vector<store::Office> const& offices) {
    std::vector<store::ServicePoint> points;
    for (auto const& row : rows) {
        auto const office = std::ranges::find(offices, row.office, &store::Office::code);
        if (office == offices.end()) {
            return std::unexpected(
                fault_at("service_points", points.size() + 2, Code::unknown_value, "office"));
        }
        points.push_back(row.point);
        points.back().office = office->id;
    }
    return points;
}

/// Each row's service point is one of the file's; 0, the whole country, where a row may say so.
template <typename Row>
Result<void> check_points(string_view table, std::vector<Row> const& rows,
                          std::set<ServicePointId> const& known) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (known.contains(rows[i].point)) continue;
        return std::unexpected(fault_at(table, i + 2, Code::unknown_value, "service_point"));
    }
    return {};
}

Result<void> check_points(ReferenceData const& data) {
    std::set<ServicePointId> known;
    for (auto const& point : data.points) known.insert(point.id);
    TRY(check_points("products", data.products, known));
    TRY(check_points("accelerated", data.accelerated, known));
    TRY(check_points("point_details", data.details, known));
    TRY(check_points("service_hours", data.hours, known));
    TRY(check_points("office_notices", data.notices, known));
    TRY(check_points("slots", data.slots, known));
    TRY(check_points("release_rules", data.releases, known));
    known.insert(ServicePointId{});
    return check_points("quota_rules", data.quota_rules, known);
}

std::vector<std::chrono::year> years_of(std::vector<store::HolidayRow> const& holidays) {
    std::set<std::chrono::year> years;
    for (auto const& row : holidays) {
        years.insert(std::chrono::year_month_day{row.holiday.date}.year());
    }
    return {years.begin(), years.end()};
}

/// The versions of the form, each of its sections with their fields in the order of the file.
Result<std::vector<form::Form>> assembled(std::vector<SectionRow> rows,
                                          std::vector<FieldRow> fields) {
    std::map<LocalDate, form::Form> versions;
    for (auto& row : rows) {
        auto& version = versions[row.from];
        version.from = row.from;
        version.sections.push_back(std::move(row.section));
    }
    for (std::size_t i = 0; i < fields.size(); ++i) {
        auto& sections = versions[fields[i].from].sections;
        auto const section = std::ranges::find(sections, fields[i].section, &form::Section::id);
        if (section == sections.end()) {
            return std::unexpected(fault_at("form_fields", i + 2, Code::unknown_value, "section"));
        }
        section->fields.push_back(std::move(fields[i].field));
    }
    std::vector<form::Form> forms;
    for (auto& [from, version] : versions) forms.push_back(std::move(version));
    return forms;
}

/// What several rows together have to be. No single line is at fault, so the detail says what.
Result<void> check_whole(string_view table, Result<void> checked) {
    if (checked) return {};
    auto error = std::move(checked).error();
    error.pointer = '/' + std::string{table};
    return std::unexpected(std::move(error));
}

Result<void> check_draft_rules(ReferenceData const& data) {
    TRY(check_whole("form_fields", application::check_forms(data.forms)));
    if (data.forms.empty()) return {};
    return check_whole("document_rules",
                       application::check_documents(data.document_rules, data.forms));
}

Result<void> check_names(std::span<ReferenceTable const> tables) {
    std::set<string_view> seen;
    for (auto const& table : tables) {
        bool const known =
            std::ranges::find(kReferenceTables, table.name) != kReferenceTables.end();
        if (known && seen.insert(table.name).second) continue;
        return refuse(Code::unknown_value, '/' + std::string{table.name});
    }
    return {};
}

}  // namespace

Result<ReferenceData> read_reference_tables(std::span<ReferenceTable const> tables) {
    TRY(check_names(tables));
    auto offices = TRY(rows_of(tables, "offices", kOfficeColumns, office_in));
    auto const points = TRY(rows_of(tables, "service_points", kPointColumns, service_point_in));
    auto placed_points = TRY(placed(points, offices));
    auto products = TRY(rows_of(tables, "products", kProductColumns, product_in));
    auto slots = TRY(rows_of(tables, "slots", kSlotColumns, slot_in));
    auto releases = TRY(rows_of(tables, "release_rules", kReleaseColumns, release_in));
    auto settings = TRY(rows_of(tables, "settings", kSettingColumns, setting_in));
    auto holidays = TRY(rows_of(tables, "holidays", kHolidayColumns, holiday_in));
    auto rules = TRY(rows_of(tables, "quota_rules", kQuotaColumns, quota_rule_in));
    auto tariffs = TRY(rows_of(tables, "tariffs", kTariffColumns, tariff_in));
    auto accelerated = TRY(rows_of(tables, "accelerated", kAcceleratedColumns, accelerated_in));
    auto details = TRY(rows_of(tables, "point_details", kDetailColumns, point_detail_in));
    auto hours = TRY(rows_of(tables, "service_hours", kHoursColumns, point_hours_in));
    auto notices = TRY(rows_of(tables, "office_notices", kNoticeColumns, office_notice_in));
    auto regions = TRY(rows_of(tables, "regions", kRegionColumns, civil_region_in));
    auto years = years_of(holidays);
    auto sections = TRY(rows_of(tables, "form_sections", kSectionColumns, section_in));
    auto fields = TRY(rows_of(tables, "form_fields", kFieldColumns, field_in));
    auto forms = TRY(assembled(std::move(sections), std::move(fields)));
    auto documents = TRY(rows_of(tables, "document_rules", kDocumentColumns, document_rule_in));
    ReferenceData data{.offices = std::move(offices),
                       .points = std::move(placed_points),
                       .products = std::move(products),
                       .accelerated = std::move(accelerated),
                       .details = std::move(details),
                       .hours = std::move(hours),
                       .notices = std::move(notices),
                       .regions = std::move(regions),
                       .holidays = std::move(holidays),
                       .holiday_years = std::move(years),
                       .tariffs = std::move(tariffs),
                       .slots = std::move(slots),
                       .releases = std::move(releases),
                       .settings = std::move(settings),
                       .quota_rules = std::move(rules),
                       .forms = std::move(forms),
                       .document_rules = std::move(documents)};
    TRY(check_points(data));
    TRY(check_draft_rules(data));
    return data;
}

}  // namespace mpaspor::app
