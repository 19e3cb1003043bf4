/// Quota as the offices, the Kanwil and the directorate set it (002-01): proposals, decisions, and
/// how a day came by its places.

#include "app/office/quota_reach.hpp"
#include "app/office/read_quota.hpp"
#include "base/text.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/endpoints/quota.hpp"

#include <utility>

namespace mpaspor::http {
namespace {

using json::Writer;

std::string rule_json(store::StoredQuotaRule const& stored) {
    Writer json;
    write_quota_rule(json, stored);
    return std::move(json).text();
}

/// The rules that the total rests on, in the order of the sum, with who decided each.
void write_parts(Writer& json, app::ExplainedDay const& day, app::PoolDay const& pool) {
    json.array("parts");
    for (auto const& part : pool.quota.parts) {
        json.object()
            .member("rule", part.rule)
            .member("kind", booking::to_text(part.kind))
            .member("amount", part.amount)
            .member("reason", part.reason);
        auto const rule = day.rules.find(part.rule);
        if (rule == day.rules.end()) {
            json.null("proposed_by").null("decided_by");
        } else {
            json.member("proposed_by", rule->second.proposed_by)
                .member("decided_by", rule->second.approved_by);
        }
        json.end();
    }
    json.end();
}

std::string day_json(ServicePointId point, LocalDate date, app::ExplainedDay const& day) {
    Writer json;
    json.object()
        .member("service_point", point.value)
        .member("date", date_text(date))
        .array("pools");
    for (auto const& pool : day.pools) {
        json.object();
        write_quota_pool(json, pool);
        write_parts(json, day, pool);
        json.end();
    }
    json.end().end();
    return std::move(json).text();
}

std::string history_json(app::QuotaHistory const& history) {
    Writer json;
    json.object().raw("rule", rule_json(history.stored)).array("changes");
    for (auto const& change : history.changes) {
        json.object()
            .member("version", change.version)
            .member("at", instant_text(change.at))
            .member("by", change.actor)
            .member("station", change.station)
            .member("action", change.action)
            .member("result", change.result)
            .end();
    }
    json.end().end();
    return std::move(json).text();
}

std::string page_json(app::QuotaRulePage const& page) {
    Writer json;
    json.object().array("rules");
    for (auto const& rule : page.rules) write_quota_rule(json, rule);
    json.end();
    if (page.more) {
        json.member("next_cursor", std::to_string(page.rules.back().rule.id));
    } else {
        json.null("next_cursor");
    }
    json.end();
    return std::move(json).text();
}

/// A proposal ends otherwise than by approval.
template <typename UseCase>
void end_proposal(CallPtr const& call, UseCase use_case) {
    auto const input = parse_end(*call);
    if (!input) return call->refuse(input.error());
    write_once<store::StoredQuotaRule>(
        call, {},
        [input = *input, use_case](auto& tx,
                                   auto const& context) -> Result<store::StoredQuotaRule> {
            auto stored = TRY(use_case(tx, context, input));
            return app::with_login(tx, std::move(stored));
        },
        [](store::StoredQuotaRule const& stored) { return json_response(200, rule_json(stored)); });
}

}  // namespace

void get_office_quota_rules(CallPtr call) {
    auto const wanted = call->query("state");
    auto const state = store::quota_rule_state_from_text(wanted.empty() ? "proposed" : wanted);
    if (!state) return call->refuse({state.error().code, "", "/state"});
    auto const cursor = call->query("cursor");
    auto const after = cursor.empty() ? Result<std::int64_t>{0} : integer_from_text(cursor);
    if (!after || (*after == 0 && !cursor.empty())) {
        return call->refuse({Code::malformed_number, "", "/cursor"});
    }
    read_and_answer<app::QuotaRulePage>(
        call,
        [state = *state, after = *after](auto& tx, auto const& context) {
            return app::list_quota_rules(tx, context, state, after);
        },
        [](app::QuotaRulePage const& page) -> Result<Response> {
            return json_response(200, page_json(page));
        });
}

void post_office_quota_rule(CallPtr call) {
    auto const proposal = parse_proposal(*call);
    if (!proposal) return call->refuse(proposal.error());
    write_once<store::StoredQuotaRule>(
        call, {},
        [proposal = *proposal](auto& tx, auto const& context) -> Result<store::StoredQuotaRule> {
            auto stored = TRY(app::propose_quota(tx, context, proposal));
            return app::with_login(tx, std::move(stored));
        },
        [](store::StoredQuotaRule const& stored) { return json_response(201, rule_json(stored)); });
}

void post_office_quota_approval(CallPtr call) {
    approve_quota_rule(call);
}

void post_office_quota_refusal(CallPtr call) {
    end_proposal(call, [](auto& tx, auto const& context, app::EndProposal const& input) {
        return app::refuse_quota(tx, context, input);
    });
}

void post_office_quota_withdrawal(CallPtr call) {
    end_proposal(call, [](auto& tx, auto const& context, app::EndProposal const& input) {
        return app::withdraw_quota(tx, context, input);
    });
}

void get_office_quota_history(CallPtr call) {
    auto const rule = rule_in(*call);
    if (!rule) return call->refuse(rule.error());
    read_and_answer<app::QuotaHistory>(
        call,
        [rule = *rule](auto& tx, auto const& context) {
            return app::read_quota_history(tx, context, rule);
        },
        [](app::QuotaHistory const& history) -> Result<Response> {
            return json_response(200, history_json(history));
        });
}

void get_office_day(CallPtr call) {
    auto const id = integer_from_text(call->path.at(0));
    if (!id) return call->refuse({Code::office_not_found});
    auto const date = date_from_text(call->path.at(1));
    if (!date) return call->refuse({Code::malformed_date, "", "/date"});
    ServicePointId const point{*id};
    read_and_answer<app::ExplainedDay>(
        call,
        [point, date = *date](auto& tx, auto const& context) {
            return app::explain_day_to(tx, context, point, date);
        },
        [point, date = *date](app::ExplainedDay const& day) -> Result<Response> {
            return json_response(200, day_json(point, date, day));
        });
}

}  // namespace mpaspor::http
