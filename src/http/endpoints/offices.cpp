/// Stages 6 and 7, the public half: offices, days and slots. Read from snapshots, never from the
/// writer.

#include "app/booking/read_availability.hpp"
#include "app/office/read_point.hpp"
#include "base/text.hpp"
#include "domain/office/search.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/office_views.hpp"
#include "http/query_text.hpp"
#include "json/writer.hpp"

namespace mpaspor::http {
namespace {

using json::Writer;

Result<ServicePointId> point_of(Call const& call) {
    auto const id = integer_from_text(call.path.at(0));
    if (!id || *id == 0) return fail(Code::office_not_found);
    return ServicePointId{*id};
}

/// What the app offers: places as they are by default, or those of the accelerated service (6.4).
Result<app::Places> places_of(Call const& call) {
    auto const point = TRY(point_of(call));
    auto const pool = call.query("pool");
    if (pool.empty() || pool == booking::to_text(booking::Pool::online)) return app::Places{point};
    if (pool != booking::to_text(booking::Pool::accelerated)) {
        return refuse(Code::unknown_value, "/pool");
    }
    return app::Places{point, booking::Pool::accelerated};
}

/// "2026-12".
Result<std::chrono::year_month> month_of(std::string_view text) {
    auto const first = date_from_text(std::string{text} + "-01");
    if (!first || text.size() != 7) return refuse(Code::malformed_date, "/month");
    std::chrono::year_month_day const date{*first};
    return date.year() / date.month();
}

std::string offices_json(app::Language language, std::vector<app::OfficeView> const& offices) {
    Writer json;
    json.object().array("offices");
    for (auto const& view : offices) {
        json.object()
            .member("code", view.office.code)
            .member("name", view.office.name)
            .member("class", view.office.office_class)
            .member("zone", name_of(view.zone()))
            .array("service_points");
        for (auto const& point : view.points) {
            json.object();
            write_point(json, language, point);
            json.end();
        }
        json.end().end();
    }
    json.end().end();
    return std::move(json).text();
}

/// Public, and in the language that was asked for.
Response in_words(Call const& call, std::string body) {
    auto const name = app::kLanguages[std::to_underlying(call.language())];
    return {.status = 200,
            .body = std::move(body),
            .headers = {{"Cache-Control", "no-cache"},
                        {"Vary", "Accept-Language"},
                        {"Content-Language", std::string{name}}}};
}

void write_day(Writer& json, app::Day const& day) {
    json.object()
        .member("date", date_text(day.date))
        .member("state", app::to_text(day.state))
        .member("free", day.free)
        .member("total", day.total);
    if (day.note.empty()) {
        json.null("note");
    } else {
        json.member("note", day.note);
    }
    json.member("explanation", day.explanation).end();
}

std::string month_json(app::Month const& month) {
    Writer json;
    json.object()
        .member("zone", name_of(month.zone))
        .member("as_of", instant_text(month.as_of))
        .array("days");
    for (auto const& day : month.days) write_day(json, day);
    json.end().end();
    return std::move(json).text();
}

/// Without `as_of`, which changes though nothing has.
std::string tag_of(app::Month const& month) {
    Writer json;
    json.array();
    for (auto const& day : month.days) write_day(json, day);
    json.end();
    auto const hash = sha256(std::move(json).text());
    return '"' + to_base64url(std::span{hash}.first(12)) + '"';
}

Response month_response(Call const& call, app::Month const& month) {
    auto const tag = tag_of(month);
    bool const same = field(call.request.headers, "if-none-match") == tag;
    Response response = same ? Response{.status = 304, .content_type = ""}
                             : Response{.status = 200, .body = month_json(month)};
    response.headers = {{"ETag", tag}, {"Cache-Control", "no-cache"}};
    return response;
}

}  // namespace

void get_offices(CallPtr call) {
    auto wanted = unescaped(call->query("q"), office::kWantedMax);
    if (!wanted) return call->refuse({wanted.error().code, "", "/q"});
    read_and_answer<std::vector<app::OfficeView>>(
        call, [](auto& tx, auto const& context) { return app::read_offices(tx, context); },
        [call,
         wanted = *std::move(wanted)](std::vector<app::OfficeView> offices) -> Result<Response> {
            auto const found = app::find_offices(std::move(offices), wanted);
            return in_words(*call, offices_json(call->language(), found));
        });
}

void get_service_point(CallPtr call) {
    auto const point = point_of(*call);
    if (!point) return call->refuse(point.error());
    read_and_answer<app::PointWeek>(
        call,
        [point = *point](auto& tx, auto const& context) {
            return app::read_point(tx, context, point);
        },
        [call](app::PointWeek const& week) -> Result<Response> {
            return in_words(*call, point_json(call->language(), week));
        });
}

void get_availability(CallPtr call) {
    auto const places = places_of(*call);
    if (!places) return call->refuse(places.error());
    auto const month = month_of(call->query("month"));
    if (!month) return call->refuse(month.error());
    read_and_answer<app::Month>(
        call,
        [places = *places, month = *month](auto& tx, auto const& context) {
            return app::read_month(tx, context, places, month);
        },
        [call](app::Month const& read) -> Result<Response> { return month_response(*call, read); });
}

void get_slots(CallPtr call) {
    auto const places = places_of(*call);
    if (!places) return call->refuse(places.error());
    auto const date = date_from_text(call->path.at(1));
    if (!date) return call->refuse({Code::malformed_date, "", "/date"});
    read_and_answer<app::Slots>(
        call,
        [places = *places, date = *date](auto& tx, auto const& context) {
            return app::read_slots(tx, context, places, date);
        },
        [date = *date](app::Slots const& slots) -> Result<Response> {
            Writer json;
            json.object().member("date", date_text(date)).array("slots");
            for (auto const& row : slots.rows) {
                json.object()
                    .member("slot", booking::slot_text(row.key.slot))
                    .member("free", row.free())
                    .member("total", row.capacity)
                    .end();
            }
            json.end().end();
            return Response{.status = 200,
                            .body = std::move(json).text(),
                            .headers = {{"Cache-Control", "no-cache"}}};
        });
}

}  // namespace mpaspor::http
