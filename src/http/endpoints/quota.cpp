#include "http/endpoints/quota.hpp"

#include "base/text.hpp"
#include "http/endpoints/admin.hpp"

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

using booking::Pool;

constexpr std::int64_t kPlacesMax = 100'000;
constexpr std::int64_t kPercentMax = 1'000;
constexpr std::int64_t kIdMax = 1'000'000'000;

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

struct EndRequest {
    std::string reason;
};
constexpr auto shape(json::As<EndRequest>) {
    return json::closed<EndRequest>(json::text_field<&EndRequest::reason>("reason", kReasonMax));
}

namespace {

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

void write_name(json::Writer& json, std::string_view member, std::string_view name) {
    if (name.empty()) {
        json.null(member);
    } else {
        json.member(member, name);
    }
}

std::string approval_json(store::StoredQuotaRule const& stored, app::DaysOpened const& rows) {
    json::Writer json;
    json.object()
        .member("rule", stored.rule.id)
        .member("state", to_text(stored.state))
        .member("seat_rows_made", rows.rows_made)
        .member("seat_rows_changed", rows.rows_changed)
        .end();
    return std::move(json).text();
}

}  // namespace

Result<std::int64_t> rule_in(Call const& call) {
    auto const id = integer_from_text(call.path.at(0));
    if (!id) return fail(Code::request_not_found);
    return *id;
}

Result<app::ProposeQuota> parse_proposal(Call const& call) {
    auto const input = TRY(json::parse<QuotaProposal>(call.request.body));
    return proposal_in(input, call.service.ids.quota_rule());
}

Result<app::EndProposal> parse_end(Call const& call) {
    auto const input = TRY(json::parse<EndRequest>(call.request.body));
    auto const rule = TRY(rule_in(call));
    return app::EndProposal{rule, input.reason};
}

void write_quota_rule(json::Writer& json, store::StoredQuotaRule const& stored) {
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
        .member("state", to_text(stored.state))
        .member("proposed_by", stored.proposed_by);
    bool const approved = stored.state == store::QuotaRuleState::approved;
    write_name(json, "approved_by", approved ? stored.approved_by : "");
    write_name(json, "decided_by", stored.approved_by);
    json.end();
}

void write_quota_pool(json::Writer& json, app::PoolDay const& day) {
    json.member("pool", booking::to_text(day.pool))
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
    json.end();
}

void approve_quota_rule(CallPtr const& call) {
    auto const body = json::parse<Empty>(call->request.body);
    if (!body) return call->refuse(body.error());
    auto const id = rule_in(*call);
    if (!id) return call->refuse(id.error());
    run_use_case<app::QuotaApproved>(
        call, {},
        [id = *id](auto& tx, auto const& context) {
            return app::approve_and_open(tx, context, id);
        },
        [call](app::QuotaApproved const& approved) {
            auto const& stored = approved.stored;
            if (approved.days) {
                return call->answer(json_response(200, approval_json(stored, *approved.days)));
            }
            release_days(call, {{}, horizon_of(*call)}, [call, stored](Released const& released) {
                call->answer(json_response(200, approval_json(stored, released.rows)));
            });
        });
}

}  // namespace mpaspor::http
