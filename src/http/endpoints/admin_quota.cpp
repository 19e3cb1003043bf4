/// The operator's quota: proposals and approvals (002-01), a day's places, cuts and grants (D3).

#include "app/office/change_quota.hpp"
#include "app/office/quota_reach.hpp"
#include "app/office/read_day.hpp"
#include "app/office/read_reference.hpp"
#include "base/text.hpp"
#include "http/endpoints/admin.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/endpoints/quota.hpp"
#include "json/writer.hpp"

#include <optional>
#include <utility>

namespace mpaspor::http {
namespace {

using booking::Pool;
using json::Writer;

constexpr std::int64_t kPlacesMax = 100'000;
constexpr std::int64_t kIdMax = 1'000'000'000;

struct Cut {
    ServicePointId service_point;
    LocalDate date;
    Pool pool;
    std::optional<std::string> slot;
    std::int64_t capacity;
    std::string reason;
};
constexpr auto shape(json::As<Cut>) {
    return json::closed<Cut>(json::field<&Cut::service_point>("service_point"),
                             json::field<&Cut::date>("date"), json::field<&Cut::pool>("pool"),
                             json::text_field<&Cut::slot>("slot", 5),
                             json::integer_field<&Cut::capacity>("capacity", 0, kPlacesMax),
                             json::text_field<&Cut::reason>("reason", kReasonMax));
}

struct Grant {
    std::string number;
    ServicePointId service_point;
    LocalDate date;
    std::string slot;
    std::string reason;
};
constexpr auto shape(json::As<Grant>) {
    return json::closed<Grant>(json::text_field<&Grant::number>("number", 16),
                               json::field<&Grant::service_point>("service_point"),
                               json::field<&Grant::date>("date"),
                               json::text_field<&Grant::slot>("slot", 5),
                               json::text_field<&Grant::reason>("reason", kReasonMax));
}

struct ReleaseDays {
    std::int64_t horizon_days;
};
constexpr auto shape(json::As<ReleaseDays>) {
    return json::closed<ReleaseDays>(
        json::integer_field<&ReleaseDays::horizon_days>("horizon_days", 1, 400));
}

struct DayOfPoint {
    ServicePointId point;
    LocalDate date;
    std::vector<app::PoolDay> pools;
};
std::string day_json(DayOfPoint const& day) {
    Writer json;
    json.object()
        .member("service_point", day.point.value)
        .member("date", date_text(day.date))
        .array("pools");
    for (auto const& pool : day.pools) {
        json.object();
        write_quota_pool(json, pool);
        json.end();
    }
    json.end().end();
    return std::move(json).text();
}
Result<DayOfPoint> read_day_of(sql::Transaction& tx, ServicePointId point, LocalDate date) {
    auto pools = TRY(app::read_day(tx, point, date));
    return DayOfPoint{point, date, std::move(pools)};
}

Result<std::chrono::minutes> slot_in(std::string_view text) {
    auto const slot = booking::slot_from_text(text);
    if (!slot) return refuse(slot.error().code, "/slot");
    return *slot;
}

/// The whole day, or one slot of it.
Result<void> cut(sql::Transaction& tx, app::Context const& context, Cut const& input) {
    auto const capacity = static_cast<int>(input.capacity);
    if (!input.slot) {
        return app::cut_day(tx, context,
                            {input.service_point, input.date, input.pool, capacity, input.reason});
    }
    auto const slot = TRY(slot_in(*input.slot));
    return app::cut_capacity(
        tx, context, {{input.service_point, input.date, input.pool, slot}, capacity, input.reason});
}

}  // namespace

void post_admin_quota_rule(CallPtr call) {
    auto const proposal = parse_proposal(*call);
    if (!proposal) return call->refuse(proposal.error());
    run_use_case<store::StoredQuotaRule>(
        call, {},
        [proposal = *proposal](auto& tx, auto const& context) -> Result<store::StoredQuotaRule> {
            auto stored = TRY(app::propose_quota(tx, context, proposal));
            return app::with_login(tx, std::move(stored));
        },
        [call](store::StoredQuotaRule const& stored) {
            Writer json;
            write_quota_rule(json, stored);
            call->answer(json_response(201, std::move(json).text()));
        });
}

void get_admin_quota_rules(CallPtr call) {
    auto const point = number_in(call->query("service_point"), "/service_point", kIdMax);
    if (!point) return call->refuse(point.error());
    read_and_answer<std::vector<store::StoredQuotaRule>>(
        call,
        [point = ServicePointId{*point}](auto& tx, auto const&) {
            return app::read_quota_rules(tx, point);
        },
        [](std::vector<store::StoredQuotaRule> const& rules) -> Result<Response> {
            Writer json;
            json.object().array("rules");
            for (auto const& rule : rules) write_quota_rule(json, rule);
            json.end().end();
            return json_response(200, std::move(json).text());
        });
}

void post_admin_quota_approval(CallPtr call) {
    approve_quota_rule(call);
}

void get_admin_quota(CallPtr call) {
    auto const point = number_in(call->query("service_point"), "/service_point", kIdMax);
    if (!point) return call->refuse(point.error());
    auto const date = date_from_text(call->query("date"));
    if (!date) return call->refuse({Code::malformed_date, "", "/date"});
    read_and_answer<DayOfPoint>(
        call,
        [point = ServicePointId{*point}, date = *date](auto& tx, auto const&) {
            return read_day_of(tx, point, date);
        },
        [](DayOfPoint const& day) -> Result<Response> {
            return json_response(200, day_json(day));
        });
}

void post_admin_quota_cut(CallPtr call) {
    auto const input = json::parse<Cut>(call->request.body);
    if (!input) return call->refuse(input.error());
    run_use_case<DayOfPoint>(
        call, {.urgency = app::Urgency::seat, .lane = input->service_point.value},
        [input = *input](auto& tx, auto const& context) -> Result<DayOfPoint> {
            TRY(cut(tx, context, input));
            return read_day_of(tx, input.service_point, input.date);
        },
        [call](DayOfPoint const& day) { call->answer(json_response(200, day_json(day))); });
}

void post_admin_quota_grant(CallPtr call) {
    auto const input = json::parse<Grant>(call->request.body);
    if (!input) return call->refuse(input.error());
    auto const id = call->service.numbers.application(input->number);
    if (!id) return call->refuse({Code::malformed_number, "", "/number"});
    auto const slot = slot_in(input->slot);
    if (!slot) return call->refuse(slot.error());
    app::GrantPlace const grant{
        *id,
        {.service_point = input->service_point, .date = input->date, .slot = *slot},
        input->reason};
    run_use_case<booking::Seat>(
        call,
        {.urgency = app::Urgency::seat,
         .lane = input->service_point.value,
         .declare = [grant](auto& tx) { return app::seats_to_grant(tx, grant); }},
        [grant](auto& tx, auto const& context) { return app::grant_place(tx, context, grant); },
        [call](booking::Seat const& seat) {
            Writer json;
            json.object()
                .member("service_point", seat.key.service_point.value)
                .member("date", date_text(seat.key.date))
                .member("slot", booking::slot_text(seat.key.slot))
                .member("sequence", seat.sequence)
                .end();
            call->answer(json_response(200, std::move(json).text()));
        });
}

void post_admin_release_days(CallPtr call) {
    auto const input = json::parse<ReleaseDays>(call->request.body);
    if (!input) return call->refuse(input.error());
    release_days(call, {{}, static_cast<int>(input->horizon_days)},
                 [call](Released const& released) {
                     Writer json;
                     json.object()
                         .member("service_points", released.points)
                         .member("seat_rows_made", released.rows.rows_made)
                         .member("seat_rows_changed", released.rows.rows_changed);
                     if (released.until) {
                         json.member("until", date_text(*released.until));
                     } else {
                         json.null("until");
                     }
                     json.end();
                     call->answer(json_response(200, std::move(json).text()));
                 });
}

}  // namespace mpaspor::http
