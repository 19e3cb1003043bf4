#include "app/office/reference_rows.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace mpaspor::app {
namespace {

using std::string_view;

constexpr std::int64_t kIdMax = 1'000'000;
constexpr std::int64_t kPlacesMax = 100'000;
constexpr std::int64_t kDaysMax = 366;
constexpr std::int64_t kRupiahMax = 1'000'000'000;
constexpr string_view kFromData = "data";

Result<Zone> zone_from_text(string_view text) {
    for (auto const zone : {Zone::wib, Zone::wita, Zone::wit}) {
        if (name_of(zone) == text) return zone;
    }
    return fail(Code::unknown_value);
}

Result<std::string> point_kind_from_text(string_view text) {
    static constexpr std::array kKinds{"OFFICE", "PASSPORT_UNIT", "WORK_UNIT",
                                       "PUBLIC_SERVICE_MALL"};
    if (std::ranges::find(kKinds, text) == kKinds.end()) return fail(Code::unknown_value);
    return std::string{text};
}

/// "1,2,5": Monday, Tuesday and Friday.
Result<booking::Weekdays> weekdays_from_text(string_view text) {
    unsigned bits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const digit = i % 2 == 0;
        if (digit ? text[i] < '1' || text[i] > '7' : text[i] != ',') {
            return fail(Code::unknown_value);
        }
        if (digit) bits |= 1U << static_cast<unsigned>(text[i] - '1');
    }
    if (text.size() % 2 == 0) return fail(Code::unknown_value);
    return booking::Weekdays{static_cast<std::uint8_t>(bits)};
}

std::string owned(string_view text) {
    return std::string{text};
}
ServicePointId point_in(TableLine& line, std::int64_t min = 1) {
    return {line.integer(min, kIdMax)};
}
std::chrono::weekday weekday_in(TableLine& line, std::int64_t min) {
    return std::chrono::weekday{static_cast<unsigned>(line.integer(min, 7))};
}

Result<std::string> id_from_text(string_view text) {
    if (!form::is_id(text)) return fail(Code::malformed_text);
    return std::string{text};
}

/// Words with one blank between them.
std::vector<std::string> words_in(string_view text) {
    std::vector<std::string> words;
    while (!text.empty()) {
        auto const end = std::min(text.find(' '), text.size());
        words.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

Result<std::vector<std::string>> ids_from_text(string_view text) {
    auto words = words_in(text);
    if (!std::ranges::all_of(words, form::is_id)) return fail(Code::malformed_text);
    return words;
}

/// What every table ends with: `source` and `unofficial` are for readers of the file.
void provenance(TableLine& line) {
    line.text();
    line.flag();
}

}  // namespace

// Members of braces are read from left to right, which is the order of the columns.

store::Office office_in(TableLine& line) {
    return {.id = {line.integer(1, kIdMax)},
            .code = owned(line.code()),
            .name = owned(line.text()),
            .office_class = owned(line.code()),
            .border = line.flag(),
            .region = owned(line.text()),
            .source = owned(line.text()),
            .unofficial = line.flag()};
}

PointRow service_point_in(TableLine& line) {
    PointRow row;
    row.point.id = point_in(line);
    row.office = line.code();
    row.point.name = line.text();
    row.point.kind = line.parsed<std::string>(point_kind_from_text);
    row.point.zone = line.parsed<Zone>(zone_from_text);
    provenance(line);
    return row;
}

store::ServicePointProduct product_in(TableLine& line) {
    store::ServicePointProduct row{.point = point_in(line),
                                   .product = owned(line.code()),
                                   .from = line.date(),
                                   .to = line.date_or_none()};
    provenance(line);
    return row;
}

store::SlotPattern slot_in(TableLine& line) {
    store::SlotPattern row{.point = point_in(line),
                           .weekday = weekday_in(line, 1),
                           .slot = line.parsed<std::chrono::minutes>(booking::slot_from_text),
                           .from = line.date(),
                           .weight = static_cast<int>(line.integer(1, kPlacesMax))};
    provenance(line);
    return row;
}

store::StoredReleaseRule release_in(TableLine& line) {
    using Cadence = booking::ReleaseRule::Cadence;
    store::StoredReleaseRule row{
        .point = point_in(line),
        .from = line.date(),
        .rule = {.cadence = line.parsed<Cadence>(booking::cadence_from_text),
                 .weekday = weekday_in(line, 0),
                 .time = line.parsed<std::chrono::minutes>(booking::slot_from_text),
                 .horizon_days = static_cast<int>(line.integer(1, kDaysMax))}};
    provenance(line);
    return row;
}

store::SettingRow setting_in(TableLine& line) {
    store::SettingRow row{.name = owned(line.text()), .value = line.integer(0, store::kSettingMax)};
    line.text();
    line.text();
    line.text();
    return row;
}

store::HolidayRow holiday_in(TableLine& line) {
    using Kind = booking::HolidayKind;
    store::HolidayRow row{.point = {},
                          .holiday = {.date = line.date(),
                                      .kind = line.parsed<Kind>(booking::holiday_kind_from_text)},
                          .name = owned(line.text()),
                          .decree = owned(line.note())};
    line.note();
    line.note();
    return row;
}

store::StoredQuotaRule quota_rule_in(TableLine& line) {
    using booking::Pool;
    store::StoredQuotaRule row{.rule = {},
                               .point = point_in(line, 0),
                               .state = store::QuotaRuleState::approved,
                               .proposed_by = owned(kFromData),
                               .approved_by = owned(kFromData)};
    row.rule.pool = line.parsed<Pool>(booking::pool_from_text);
    row.rule.kind = line.parsed<booking::QuotaRuleKind>(booking::quota_rule_kind_from_text);
    row.rule.weekdays = line.parsed<booking::Weekdays>(weekdays_from_text);
    row.rule.from = line.date();
    row.rule.to = line.date_or_none();
    row.rule.amount = static_cast<int>(line.integer(-kPlacesMax, kPlacesMax));
    row.rule.reason = line.text();
    provenance(line);
    return row;
}

store::TariffRow tariff_in(TableLine& line) {
    store::TariffRow row;
    row.item = line.code();
    row.validity_years = static_cast<int>(line.integer(0, 100));
    row.amount = {line.integer(0, kRupiahMax)};
    row.from = line.date();
    row.to = line.date_or_none();
    row.basis = line.text();
    provenance(line);
    return row;
}

SectionRow section_in(TableLine& line) {
    SectionRow row;
    row.from = line.date();
    row.section.id = line.parsed<std::string>(id_from_text);
    row.section.stage = static_cast<int>(line.integer(2, 4));
    row.section.asked = line.parsed<form::Condition>(form::Condition::parse);
    provenance(line);
    return row;
}

FieldRow field_in(TableLine& line) {
    FieldRow row;
    row.from = line.date();
    row.section = line.parsed<std::string>(id_from_text);
    row.field.id = line.parsed<std::string>(id_from_text);
    row.field.kind = line.parsed<form::FieldKind>(form::field_kind_from_text);
    row.field.required = line.flag();
    row.field.asked = line.parsed<form::Condition>(form::Condition::parse);
    row.field.options = words_in(line.note());
    row.field.length_max =
        static_cast<std::size_t>(line.integer(0, static_cast<std::int64_t>(form::kLengthMax)));
    row.field.rule = line.text();
    line.flag();
    return row;
}

application::DocumentRule document_rule_in(TableLine& line) {
    application::DocumentRule row;
    row.id = line.parsed<std::string>(id_from_text);
    row.when = line.parsed<form::Condition>(form::Condition::parse);
    row.kinds = line.parsed<std::vector<std::string>>(ids_from_text);
    row.required = line.flag();
    row.from = line.date();
    row.to = line.date_or_none();
    row.source = line.text();
    provenance(line);
    return row;
}

store::AcceleratedService accelerated_in(TableLine& line) {
    auto const minutes = [&line] {
        return line.parsed<std::chrono::minutes>(booking::slot_from_text);
    };
    store::AcceleratedService row{.point = point_in(line),
                                  .from = line.date(),
                                  .to = line.date_or_none(),
                                  .arrive_from = minutes(),
                                  .arrive_before = minutes()};
    provenance(line);
    return row;
}

}  // namespace mpaspor::app
