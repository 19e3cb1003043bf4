/// Stages 2, 4 and 5, and reading any section: saved one by one, each over the version that was
/// seen (If-Match).

#include "http/sections.hpp"
#include "http/assessments.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/endpoints/save.hpp"
#include "http/views.hpp"
#include "json/writer.hpp"

#include <string>

namespace mpaspor::http {
namespace {

/// Members of every answer to a save.
void write_saved(json::Writer& json, Call const& call, std::string_view section,
                 Edited const& edited) {
    json.object().member("section", section).member("version", edited.revised.version);
    write_outcome(json, {call.service.messages, call.language()}, edited.before, edited.after);
}

Result<app::Answers> answer_section(application::Draft& draft, application::DraftRules const& rules,
                                    LocalDate today, std::string const& name,
                                    SentAnswers const& sent) {
    auto const* const section = rules.form_on(today).section(name);
    if (section == nullptr) return fail(Code::section_not_found);
    auto answers = TRY(checked(*section, sent));
    draft.answers.insert_or_assign(name, answers);
    return answers;
}

DraftEdit section_edit(Call const& call, ApplicationId id, std::int64_t seen,
                       SentAnswers const& sent) {
    auto const& name = call.path.at(1);
    auto const today = date_in(Zone::wib, call.service.clock.now());
    return {.application = id,
            .section = name,
            .seen = seen,
            .make =
                [name, sent, today](auto& draft, auto const& rules, auto const& /*before*/) {
                    return answer_section(draft, rules, today, name, sent);
                },
            .change = [](app::SaveSection const& section) { return section; }};
}

/// What of the refusals is about this choice, as the fields of its body.
Result<void> judge_product(application::Assessment const& after) {
    constexpr std::string_view kPrefix = "/sections/product";
    Error all{.code = Code::internal};
    bool found = false;
    for (Error const& refusal : after.refusals) {
        if (!refusal.pointer.starts_with(kPrefix)) continue;
        auto one = refusal;
        one.pointer.erase(0, kPrefix.size());
        if (found) {
            all.also.push_back(std::move(one));
        } else {
            all = std::move(one);
        }
        found = true;
    }
    if (found) return std::unexpected(std::move(all));
    return {};
}

/// Where somebody who may not apply here goes instead (000-11): with the papers of their own
/// answers, or of anybody's when these say another type.
Result<void> may_apply_online(Call const& call, application::Type type,
                              application::DraftRules const& rules,
                              application::Assessment const& before) {
    auto refused = application::may_apply_online(type);
    if (refused) return refused;
    auto const today = date_in(Zone::wib, call.service.clock.now());
    bool const own = before.at_office && before.at_office->type == type;
    auto const office =
        own ? before.at_office : application::at_office(type, office_rules(rules), today);
    if (!office) return refused;
    json::Writer json;
    json.array();
    write_at_office(json, {call.service.messages, call.language()}, *office);
    json.end();
    refused.error().alternatives = std::move(json).text();
    return refused;
}

/// 002-S5: which passports there are to choose from follows from stages 1 and 2.
Result<app::Answers> choose(application::Draft& draft, application::Assessment const& before,
                            ProductSection const& section) {
    if (!draft.person) return refuse(Code::stage_incomplete, "", {{"stage", "1"}});
    if (!before.type) return refuse(Code::stage_incomplete, "", {{"stage", "2"}});
    draft.product =
        application::ChosenProduct{.type = section.type,
                                   .product = section.product,
                                   .validity_years = static_cast<int>(section.validity_years),
                                   .accelerated = section.accelerated.value_or(false)};
    return answers_of(section);
}

DraftEdit product_edit(CallPtr const& call, ApplicationId id, std::int64_t seen,
                       ProductSection const& section) {
    return {.application = id,
            .section = std::string{kProduct},
            .seen = seen,
            .make = [call, section](auto& draft, auto const& rules,
                                    auto const& before) -> Result<app::Answers> {
                TRY(may_apply_online(*call, section.type, rules, before));
                return choose(draft, before, section);
            },
            .judge = judge_product,
            .change =
                [section](app::SaveSection const& sealed) {
                    return app::SaveProduct{
                        .section = sealed,
                        .type = section.type,
                        .product = section.product,
                        .validity_years = static_cast<int>(section.validity_years),
                        .accelerated = section.accelerated.value_or(false)};
                }};
}

}  // namespace

void put_section(CallPtr call) {
    auto const sent = parse_answers(call->request.body);
    if (!sent) return call->refuse(sent.error());
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    auto const seen = seen_version(*call);
    if (!seen) return call->refuse(seen.error());
    edit_draft(call, section_edit(*call, *id, *seen, *sent), [call](Edited const& edited) {
        json::Writer json;
        write_saved(json, *call, call->path.at(1), edited);
        json.end();
        call->answer(section_response(edited.revised.version, std::move(json).text()));
    });
}

void put_product(CallPtr call) {
    auto const section = parse_product(call->request.body);
    if (!section) return call->refuse(section.error());
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    auto const seen = seen_version(*call);
    if (!seen) return call->refuse(seen.error());
    edit_draft(call, product_edit(call, *id, *seen, *section), [call](Edited const& edited) {
        json::Writer json;
        write_saved(json, *call, kProduct, edited);
        write_price(json, edited.revised.product.value().price);
        json.end();
        call->answer(section_response(edited.revised.version, std::move(json).text()));
    });
}

void get_section(CallPtr call) {
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    auto const& name = call->path.at(1);
    read_and_answer<std::optional<SavedAnswers>>(
        call,
        [call, id = *id, name](auto& tx, auto const&) { return read_answers(*call, tx, id, name); },
        [call, name](std::optional<SavedAnswers> const& saved) -> Result<Response> {
            if (!saved) return fail(Code::section_not_found);
            return section_response(
                saved->version, section_json(call->service, name, saved->version, saved->answers));
        });
}

}  // namespace mpaspor::http
