/// The form, for anybody, and what one applicant's draft amounts to.

#include "app/application/editable.hpp"
#include "app/policies.hpp"
#include "http/assessments.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/endpoints/save.hpp"

#include <algorithm>

namespace mpaspor::http {
namespace {

constexpr std::string_view kPerdim = "perdim";

struct Read {
    app::StoredDraft stored;
    DraftRulesPtr rules;
};

/// A bill or a visit rests on what the draft amounted to when it was submitted: later days and
/// rules change nothing about it any more.
LocalDate day_of(Call const& call, app::StoredDraft const& stored, store::Assessed const& kept) {
    auto const today = date_in(Zone::wib, call.service.clock.now());
    if (app::may_edit(stored.application.state)) return today;
    return std::min(today, kept.good_until - std::chrono::days{1});
}

/// On a worker.
Result<Response> assessed(Call const& call, Read read) {
    auto const kept = read.stored.assessed;
    auto const open = TRY(open_draft(call.service.keys, std::move(read.stored)));
    auto const day = day_of(call, open.stored, kept);
    auto const found = application::assess(open.draft, read.rules->rules, day);
    Words const words{call.service.messages, call.language()};
    return json_response(200, assessment_json(words, open, found, read.rules->rules.form_on(day),
                                              app::mrz_primary_rule(*call.context.settings)));
}

}  // namespace

void get_form(CallPtr call) {
    if (call->path.at(0) != kPerdim) return call->refuse({Code::form_not_found});
    read_and_answer<DraftRulesPtr>(
        call,
        [call](auto& tx, auto const& /*context*/) -> Result<DraftRulesPtr> {
            auto const version = TRY(app::draft_rules_version(tx));
            return rules_at(call->service, tx, version);
        },
        [call](DraftRulesPtr const& rules) -> Result<Response> {
            auto const today = date_in(Zone::wib, call->context.now);
            Words const words{call->service.messages, call->language()};
            auto response =
                json_response(200, form_json(words, kPerdim, rules->rules.form_on(today)));
            auto const language = app::kLanguages[std::to_underlying(call->language())];
            response.headers.emplace_back("Content-Language", std::string{language});
            return response;
        });
}

void get_assessment(CallPtr call) {
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    call->service.readers.read<Read>(
        [call, id = *id](sql::Transaction& tx) -> Result<Read> {
            auto stored = TRY(app::read_draft(tx, call->context, id));
            auto rules = TRY(rules_at(call->service, tx, stored.rules));
            return Read{std::move(stored), std::move(rules)};
        },
        [call](Result<Read> read) {
            if (!read) return call->refuse(read.error());
            on_worker(call, call->service.workers, [call, read = *std::move(read)]() mutable {
                call->answer(assessed(*call, std::move(read)));
            });
        });
}

}  // namespace mpaspor::http
