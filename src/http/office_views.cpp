#include "http/office_views.hpp"

#include "base/text.hpp"
#include "domain/booking/seat.hpp"

namespace mpaspor::http {
namespace {

using json::Writer;

void date_or_null(Writer& json, std::string_view name, std::optional<LocalDate> const& date) {
    if (date) {
        json.member(name, date_text(*date));
    } else {
        json.null(name);
    }
}

void text_or_null(Writer& json, std::string_view name, std::string_view text) {
    if (text.empty()) {
        json.null(name);
    } else {
        json.member(name, text);
    }
}

void write_open(Writer& json, booking::Hours const& hours) {
    json.member("opens", booking::slot_text(hours.open.from))
        .member("closes", booking::slot_text(hours.open.to));
    if (!hours.pause) {
        json.null("break");
        return;
    }
    json.object("break")
        .member("from", booking::slot_text(hours.pause->from))
        .member("to", booking::slot_text(hours.pause->to))
        .end();
}

void write_hours(Writer& json, booking::Hours const& hours) {
    json.object().member("season", booking::to_text(hours.season)).array("weekdays");
    for (unsigned day = 1; day <= 7; ++day) {
        if (hours.weekdays.contains(std::chrono::weekday{day})) json.element(std::int64_t{day});
    }
    json.end().member("from", date_text(hours.from));
    date_or_null(json, "to", hours.to);
    write_open(json, hours);
    json.member("source", hours.source).member("unofficial", hours.unofficial).end();
}

void write_contact(Writer& json, std::optional<store::PointDetail> const& detail) {
    if (!detail) {
        json.null("contact");
        return;
    }
    json.object("contact");
    text_or_null(json, "address", detail->address);
    text_or_null(json, "phone", detail->phone);
    json.member("source", detail->source).member("unofficial", detail->unofficial).end();
}

void write_notice(Writer& json, app::Language language, store::OfficeNotice const& notice) {
    bool const indonesian = language == app::Language::indonesian;
    json.object().member("id", notice.id).member("from", date_text(notice.from));
    date_or_null(json, "to", notice.to);
    json.member("text", indonesian ? notice.text_id : notice.text_en)
        .member("source", notice.source)
        .member("unofficial", notice.unofficial)
        .end();
}

}  // namespace

void write_point(Writer& json, app::Language language, app::PointView const& view) {
    json.member("id", view.point.id.value)
        .member("name", view.point.name)
        .member("kind", view.point.kind)
        .array("products");
    for (auto const& product : view.products) json.element(product);
    json.end().member("accelerated", view.accelerated);
    write_contact(json, view.detail);
    json.array("hours");
    for (auto const& hours : view.hours) write_hours(json, hours);
    json.end().array("notices");
    for (auto const& notice : view.notices) write_notice(json, language, notice);
    json.end();
}

std::string point_json(app::Language language, app::PointWeek const& week) {
    Writer json;
    json.object();
    write_point(json, language, week.point);
    json.member("office", week.office.code)
        .member("office_name", week.office.name)
        .member("zone", name_of(week.point.point.zone))
        .array("days");
    for (auto const& day : week.days) {
        json.object().member("date", date_text(day.date));
        text_or_null(json, "holiday", day.holiday);
        if (day.hours) {
            json.object("open");
            write_open(json, *day.hours);
            json.member("unofficial", day.hours->unofficial).end();
        } else {
            json.null("open");
        }
        json.end();
    }
    json.end().end();
    return std::move(json).text();
}

}  // namespace mpaspor::http
