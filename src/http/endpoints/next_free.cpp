/// The next days with places for so many people, over one or many service points.

#include "app/booking/next_free.hpp"
#include "base/text.hpp"
#include "domain/booking/together.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/endpoints/pools.hpp"
#include "json/writer.hpp"

#include <algorithm>

namespace mpaspor::http {
namespace {

/// "1,2,7".
Result<std::vector<ServicePointId>> points_of(std::string_view text) {
    if (text.empty()) return refuse(Code::missing_field, "/points");
    std::vector<ServicePointId> points;
    for (std::size_t begin = 0; begin <= text.size();) {
        auto const end = std::min(text.find(',', begin), text.size());
        auto const number = integer_from_text(text.substr(begin, end - begin));
        if (!number || *number < 1) return refuse(Code::unknown_value, "/points");
        if (points.size() == store::kFreeDaysPointsMax) {
            return refuse(Code::too_long, "/points",
                          {{"max", std::to_string(store::kFreeDaysPointsMax)}});
        }
        points.push_back({*number});
        begin = end + 1;
    }
    return points;
}

Result<int> people_of(std::string_view text) {
    if (text.empty()) return 1;
    auto const people = integer_from_text(text);
    constexpr auto kMost = static_cast<std::int64_t>(booking::kTogetherMax);
    if (!people || *people < 1 || *people > kMost) {
        return refuse(Code::out_of_range, "/people",
                      {{"min", "1"}, {"max", std::to_string(kMost)}});
    }
    return static_cast<int>(*people);
}

Result<std::optional<LocalDate>> from_of(std::string_view text) {
    if (text.empty()) return std::nullopt;
    auto const date = date_from_text(text);
    if (!date) return refuse(Code::malformed_date, "/from");
    return *date;
}

/// "2026-12-01.7": the last day of the page before.
Result<std::optional<app::DayOfPoint>> after_of(std::string_view text) {
    if (text.empty()) return std::nullopt;
    auto const dot = std::min(text.find('.'), text.size());
    auto const date = date_from_text(text.substr(0, dot));
    if (!date || dot == text.size()) return refuse(Code::unknown_value, "/cursor");
    auto const point = integer_from_text(text.substr(dot + 1));
    if (!point) return refuse(Code::unknown_value, "/cursor");
    return app::DayOfPoint{*date, {*point}};
}

Result<app::NextFree> asked(Call const& call) {
    auto const points = TRY(points_of(call.query("points")));
    auto const pool = TRY(pool_of(call));
    auto const people = TRY(people_of(call.query("people")));
    auto const from = TRY(from_of(call.query("from")));
    auto const after = TRY(after_of(call.query("cursor")));
    return app::NextFree{
        .points = points, .pool = pool, .people = people, .from = from, .after = after};
}

std::string free_days_json(app::FreeDays const& found) {
    json::Writer json;
    json.object().member("as_of", instant_text(found.as_of)).array("days");
    for (auto const& day : found.days) {
        json.object()
            .member("service_point", day.point.value)
            .member("date", date_text(day.date))
            .member("free", day.free)
            .end();
    }
    json.end();
    if (found.next) {
        json.member("next_cursor",
                    date_text(found.next->date) + '.' + std::to_string(found.next->point.value));
    } else {
        json.null("next_cursor");
    }
    json.end();
    return std::move(json).text();
}

}  // namespace

void get_next_free(CallPtr call) {
    auto const input = asked(*call);
    if (!input) return call->refuse(input.error());
    read_and_answer<app::FreeDays>(
        call,
        [input = *input](auto& tx, auto const& context) {
            return app::next_free(tx, context, input);
        },
        [](app::FreeDays const& found) -> Result<Response> {
            return Response{.status = 200,
                            .body = free_days_json(found),
                            .headers = {{"Cache-Control", "no-cache"}}};
        });
}

}  // namespace mpaspor::http
