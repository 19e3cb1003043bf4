/// The operator's reference data: offices, holidays, tariffs.

#include "app/office/load_reference.hpp"
#include "app/office/read_offices.hpp"
#include "app/office/read_reference.hpp"
#include "app/office/reference_tables.hpp"
#include "base/text.hpp"
#include "http/endpoints/admin.hpp"
#include "http/endpoints/endpoints.hpp"
#include "json/writer.hpp"

namespace mpaspor::http {
namespace {

using json::Writer;

constexpr std::size_t kTableMax = std::size_t{1024} * 1024;

/// The tables of data/README.md, each as the text of its file.
struct DataSet {
    std::optional<std::string> offices, service_points, products, slots, release_rules, settings,
        holidays, quota_rules, tariffs, form_sections, form_fields, document_rules, accelerated,
        point_details, service_hours, office_notices, regions;
};
constexpr auto shape(json::As<DataSet>) {
    return json::closed<DataSet>(
        json::text_field<&DataSet::offices>("offices", kTableMax),
        json::text_field<&DataSet::service_points>("service_points", kTableMax),
        json::text_field<&DataSet::products>("products", kTableMax),
        json::text_field<&DataSet::slots>("slots", kTableMax),
        json::text_field<&DataSet::release_rules>("release_rules", kTableMax),
        json::text_field<&DataSet::settings>("settings", kTableMax),
        json::text_field<&DataSet::holidays>("holidays", kTableMax),
        json::text_field<&DataSet::quota_rules>("quota_rules", kTableMax),
        json::text_field<&DataSet::tariffs>("tariffs", kTableMax),
        json::text_field<&DataSet::form_sections>("form_sections", kTableMax),
        json::text_field<&DataSet::form_fields>("form_fields", kTableMax),
        json::text_field<&DataSet::document_rules>("document_rules", kTableMax),
        json::text_field<&DataSet::accelerated>("accelerated", kTableMax),
        json::text_field<&DataSet::point_details>("point_details", kTableMax),
        json::text_field<&DataSet::service_hours>("service_hours", kTableMax),
        json::text_field<&DataSet::office_notices>("office_notices", kTableMax),
        json::text_field<&DataSet::regions>("regions", kTableMax));
}

struct HolidaySet {
    std::string holidays;
};
constexpr auto shape(json::As<HolidaySet>) {
    return json::closed<HolidaySet>(json::text_field<&HolidaySet::holidays>("holidays", kTableMax));
}

struct TariffSet {
    std::string tariffs;
};
constexpr auto shape(json::As<TariffSet>) {
    return json::closed<TariffSet>(json::text_field<&TariffSet::tariffs>("tariffs", kTableMax));
}

Result<app::ReferenceData> tables_in(DataSet const& set) {
    std::vector<app::ReferenceTable> tables;
    auto const add = [&](std::string_view name, std::optional<std::string> const& text) {
        if (text) tables.push_back({name, *text});
    };
    add("offices", set.offices);
    add("service_points", set.service_points);
    add("products", set.products);
    add("slots", set.slots);
    add("release_rules", set.release_rules);
    add("settings", set.settings);
    add("holidays", set.holidays);
    add("quota_rules", set.quota_rules);
    add("tariffs", set.tariffs);
    add("form_sections", set.form_sections);
    add("form_fields", set.form_fields);
    add("document_rules", set.document_rules);
    add("accelerated", set.accelerated);
    add("point_details", set.point_details);
    add("service_hours", set.service_hours);
    add("office_notices", set.office_notices);
    add("regions", set.regions);
    return app::read_reference_tables(tables);
}

std::string loaded_json(app::ReferenceLoaded const& loaded, Released const& released) {
    Writer json;
    json.object()
        .member("rows", static_cast<std::int64_t>(loaded.rows))
        .member("rules_kept", static_cast<std::int64_t>(loaded.rules_kept))
        .member("seat_rows_made", released.rows.rows_made)
        .member("seat_rows_changed", released.rows.rows_changed)
        .end();
    return std::move(json).text();
}

/// Loads, then lets the days that are open follow, where what was loaded decides on them.
void load(CallPtr const& call, Result<app::ReferenceData> data) {
    if (!data) return call->refuse(data.error());
    bool const days = !(data->points.empty() && data->holidays.empty());
    run_use_case<app::ReferenceLoaded>(
        call, {},
        [data = *std::move(data)](auto& tx, auto const& context) {
            return app::load_reference(tx, context, data);
        },
        [call, days](app::ReferenceLoaded const& loaded) {
            auto const done = [call, loaded](Released const& released) {
                call->answer(json_response(200, loaded_json(loaded, released)));
            };
            if (!days) return done({});
            release_days(call, {{}, horizon_of(*call)}, done);
        });
}

void date_or_null(Writer& json, std::string_view name, std::optional<LocalDate> const& date) {
    if (date) {
        json.member(name, date_text(*date));
    } else {
        json.null(name);
    }
}

void write_office(Writer& json, app::OfficeView const& view) {
    auto const& office = view.office;
    json.object()
        .member("id", office.id.value)
        .member("code", office.code)
        .member("name", office.name)
        .member("class", office.office_class)
        .member("border_checkpoint", office.border)
        .member("region", office.region)
        .member("source", office.source)
        .member("unofficial", office.unofficial)
        .array("service_points");
    for (auto const& shown : view.points) {
        auto const& point = shown.point;
        json.object()
            .member("id", point.id.value)
            .member("name", point.name)
            .member("kind", point.kind)
            .member("zone", name_of(point.zone))
            .array("products");
        for (auto const& product : shown.products) json.element(product);
        json.end().member("accelerated", shown.accelerated).end();
    }
    json.end().end();
}

}  // namespace

void post_admin_offices(CallPtr call) {
    auto const set = json::parse<DataSet>(call->request.body);
    if (!set) return call->refuse(set.error());
    load(call, tables_in(*set));
}

void get_admin_offices(CallPtr call) {
    read_and_answer<std::vector<app::OfficeView>>(
        call, [](auto& tx, auto const& context) { return app::read_offices(tx, context); },
        [](std::vector<app::OfficeView> const& offices) -> Result<Response> {
            Writer json;
            json.object().array("offices");
            for (auto const& view : offices) write_office(json, view);
            json.end().end();
            return json_response(200, std::move(json).text());
        });
}

void post_admin_holidays(CallPtr call) {
    auto set = json::parse<HolidaySet>(call->request.body);
    if (!set) return call->refuse(set.error());
    DataSet data;
    data.holidays = std::move(set->holidays);
    load(call, tables_in(data));
}

void get_admin_holidays(CallPtr call) {
    constexpr std::int64_t kYearMax = 2199;
    auto const year = number_in(call->query("year"), "/year", kYearMax);
    if (!year) return call->refuse(year.error());
    std::chrono::year const y{static_cast<int>(*year)};
    read_and_answer<std::vector<store::HolidayRow>>(
        call, [y](auto& tx, auto const&) { return app::read_holidays(tx, y); },
        [](std::vector<store::HolidayRow> const& holidays) -> Result<Response> {
            Writer json;
            json.object().array("holidays");
            for (auto const& row : holidays) {
                json.object()
                    .member("date", date_text(row.holiday.date))
                    .member("kind", booking::to_text(row.holiday.kind))
                    .member("name", row.name)
                    .member("decree", row.decree)
                    .member("service_point", row.point.value)
                    .end();
            }
            json.end().end();
            return json_response(200, std::move(json).text());
        });
}

void post_admin_tariffs(CallPtr call) {
    auto set = json::parse<TariffSet>(call->request.body);
    if (!set) return call->refuse(set.error());
    DataSet data;
    data.tariffs = std::move(set->tariffs);
    load(call, tables_in(data));
}

void get_admin_tariffs(CallPtr call) {
    read_and_answer<std::vector<store::TariffRow>>(
        call, [](auto& tx, auto const&) { return app::read_tariffs(tx); },
        [](std::vector<store::TariffRow> const& tariffs) -> Result<Response> {
            Writer json;
            json.object().array("tariffs");
            for (auto const& row : tariffs) {
                json.object()
                    .member("item", row.item)
                    .member("validity_years", row.validity_years)
                    .member("amount", row.amount.amount)
                    .member("from", date_text(row.from));
                date_or_null(json, "to", row.to);
                json.member("basis", row.basis).end();
            }
            json.end().end();
            return json_response(200, std::move(json).text());
        });
}

}  // namespace mpaspor::http
