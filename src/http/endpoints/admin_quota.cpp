/// The operator's quota: proposals and approvals (002-01), a day's places, cuts and grants (D3).

#include "app/office/change_quota.hpp"
#include "app/office/read_day.hpp"
#include "app/office/read_reference.hpp"
#include "base/text.hpp"
#include "http/endpoints/admin.hpp"
#include "http/endpoints/endpoints.hpp"
#include "json/writer.hpp"

#include <limits>
#include <optional>
#include <utility>

namespace mpaspor::booking {

std::optional<Pool> read(json::As<Pool>, json::Value value, json::Faults& faults) {
    auto const text = json::read_text(value, faults, json::kParsedTextMax);
    if (!text) return std::nullopt;
    auto const pool = pool_from_text(*text);
    if (pool) return *pool;
    faults.add(Code::unknown_value);
    return std::nullopt;
}

}  // namespace mpaspor::booking

namespace mpaspor::http {
namespace {

using booking::Pool;
using json::Writer;

constexpr std::int64_t kPlacesMax = 100'000;
constexpr std::int64_t kPercentMax = 1'000;
constexpr std::int64_t kIdMax = 1'000'000'000;
constexpr std::size_t kReasonMax = 300;

/// One of the last five says what kind of rule it is.
struct QuotaProposal {
    std::int64_t service_point;
    Pool pool;
    std::vector<std::int64_t> weekdays;
    LocalDate from;
    std::optional<LocalDate> to;
    std::string reason;
    std::optional<std::int64_t> capacity, delta, percent, total;
    std::optional<bool> closed;
};
constexpr auto shape(json::As<QuotaProposal>) {
    using P = QuotaProposal;
    return json::closed<P>(
        json::integer_field<&P::service_point>("service_point", 0, kIdMax),
        json::field<&P::pool>("pool"), json::list_field<&P::weekdays>("weekdays", 7),
        json::field<&P::from>("from"), json::field<&P::to>("to"),
        json::text_field<&P::reason>("reason", kReasonMax),
        json::integer_field<&P::capacity>("capacity", 0, kPlacesMax),
        json::integer_field<&P::delta>("delta", -kPlacesMax, kPlacesMax),
        json::integer_field<&P::percent>("percent", 0, kPercentMax),
        json::integer_field<&P::total>("total", 0, kPlacesMax), json::field<&P::closed>("closed"));
}

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

Result<booking::Weekdays> weekdays_in(std::vector<std::int64_t> const& numbers) {
    unsigned bits = 0;
    for (auto const number : numbers) {
        if (number < 1 || number > 7) {
            return refuse(Code::out_of_range, "/weekdays", {{"min", "1"}, {"max", "7"}});
        }
        bits |= 1U << static_cast<unsigned>(number - 1);
    }
    if (bits == 0) return refuse(Code::missing_field, "/weekdays");
    return booking::Weekdays{static_cast<std::uint8_t>(bits)};
}

/// Kind and amount. Errors: missing_field (none is given), unknown_field (more than one).
Result<std::pair<booking::QuotaRuleKind, int>> kind_in(QuotaProposal const& p) {
    using enum booking::QuotaRuleKind;
    std::vector<std::pair<booking::QuotaRuleKind, int>> given;
    auto const add = [&](booking::QuotaRuleKind kind, std::optional<std::int64_t> const& amount) {
        if (amount) given.emplace_back(kind, static_cast<int>(*amount));
    };
    add(base, p.capacity);
    add(delta, p.delta);
    add(multiplier, p.percent);
    add(override, p.total);
    if (p.closed.value_or(false)) given.emplace_back(closure, 0);
    if (given.empty()) return refuse(Code::missing_field, "/capacity");
    if (given.size() > 1) return refuse(Code::unknown_field, "/capacity");
    return given.front();
}

Result<app::ProposeQuota> proposal_in(QuotaProposal const& p, std::int64_t id) {
    auto const weekdays = TRY(weekdays_in(p.weekdays));
    auto const kind = TRY(kind_in(p));
    if (p.to && *p.to <= p.from) return refuse(Code::out_of_range, "/to");
    return app::ProposeQuota{.rule = {.id = id,
                                      .kind = kind.first,
                                      .pool = p.pool,
                                      .weekdays = weekdays,
                                      .amount = kind.second,
                                      .from = p.from,
                                      .to = p.to,
                                      .reason = p.reason},
                             .point = {p.service_point}};
}

std::string_view text(store::QuotaRuleState state) {
    switch (state) {
        case store::QuotaRuleState::proposed: return "proposed";
        case store::QuotaRuleState::approved: return "approved";
        case store::QuotaRuleState::withdrawn: return "withdrawn";
    }
    std::unreachable();
}

void write_rule(Writer& json, store::StoredQuotaRule const& stored) {
    auto const& rule = stored.rule;
    json.object()
        .member("rule", rule.id)
        .member("service_point", stored.point.value)
        .member("pool", booking::to_text(rule.pool))
        .member("kind", booking::to_text(rule.kind))
        .member("amount", rule.amount)
        .array("weekdays");
    for (unsigned day = 1; day <= 7; ++day) {
        if (rule.weekdays.contains(std::chrono::weekday{day})) json.element(std::int64_t{day});
    }
    json.end().member("from", date_text(rule.from));
    if (rule.to) {
        json.member("to", date_text(*rule.to));
    } else {
        json.null("to");
    }
    json.member("reason", rule.reason)
        .member("state", text(stored.state))
        .member("proposed_by", stored.proposed_by);
    if (stored.approved_by.empty()) {
        json.null("approved_by");
    } else {
        json.member("approved_by", stored.approved_by);
    }
    json.end();
}

void write_pool(Writer& json, app::PoolDay const& day) {
    json.object()
        .member("pool", booking::to_text(day.pool))
        .member("total", day.quota.total)
        .member("explanation", booking::explanation(day.quota))
        .member("holiday", day.quota.holiday)
        .array("slots");
    for (auto const& row : day.rows) {
        json.object()
            .member("slot", booking::slot_text(row.key.slot))
            .member("capacity", row.capacity)
            .member("taken", row.taken)
            .member("granted", row.granted)
            .member("free", row.free())
            .member("opens_at", instant_text(row.opens_at))
            .end();
    }
    json.end().end();
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
    for (auto const& pool : day.pools) write_pool(json, pool);
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
    auto const input = json::parse<QuotaProposal>(call->request.body);
    if (!input) return call->refuse(input.error());
    auto const proposal = proposal_in(*input, call->service.ids.quota_rule());
    if (!proposal) return call->refuse(proposal.error());
    run_use_case<store::StoredQuotaRule>(
        call, {},
        [proposal = *proposal](auto& tx, auto const& context) {
            return app::propose_quota(tx, context, proposal);
        },
        [call](store::StoredQuotaRule const& stored) {
            Writer json;
            write_rule(json, stored);
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
            for (auto const& rule : rules) write_rule(json, rule);
            json.end().end();
            return json_response(200, std::move(json).text());
        });
}

void post_admin_quota_approval(CallPtr call) {
    auto const body = json::parse<Empty>(call->request.body);
    if (!body) return call->refuse(body.error());
    auto const id = number_in(call->path.at(0), "/id", std::numeric_limits<std::int64_t>::max());
    if (!id) return call->refuse(id.error());
    run_use_case<store::StoredQuotaRule>(
        call, {},
        [id = *id](auto& tx, auto const& context) { return app::approve_quota(tx, context, id); },
        [call](store::StoredQuotaRule const& stored) {
            Release release{{}, horizon_of(*call)};
            if (stored.point.value != 0) release.points = {stored.point};
            release_days(call, std::move(release), [call, stored](Released const& released) {
                Writer json;
                json.object()
                    .member("rule", stored.rule.id)
                    .member("state", text(stored.state))
                    .member("seat_rows_made", released.rows.rows_made)
                    .member("seat_rows_changed", released.rows.rows_changed)
                    .end();
                call->answer(json_response(200, std::move(json).text()));
            });
        });
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
