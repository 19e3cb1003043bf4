/// Stage 1: the civil registry is asked while the applicant waits, for two seconds at most; when it
/// does not answer, what was typed is saved and the question waits in the outbox (002-S1, D9).

#include "app/application/read_section.hpp"
#include "base/text.hpp"
#include "domain/identity/verdict.hpp"
#include "http/assessments.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/endpoints/save.hpp"
#include "http/sections.hpp"
#include "json/writer.hpp"

namespace mpaspor::http {
namespace {

Digest nik_index(Call const& call, identity::Nik const& nik) {
    return blind_index(call.service.keys.blind_index(), "nik", nik.text());
}

identity::RegistryQuestion question_of(IdentitySection const& s) {
    return {.nik = s.nik,
            .full_name = s.full_name,
            .birth_date = s.birth_date,
            .birth_place = s.birth_place,
            .sex = s.sex,
            .family_card_number = s.family_card_number,
            .mother_name = s.mother_name};
}

Response saved(Call const& call, Edited const& edited, std::string_view status) {
    auto const recorded = edited.revised.nik.value();
    json::Writer json;
    json.object()
        .member("section", kIdentity)
        .member("version", recorded.version)
        .member("nik_status", status);
    if (recorded.valid_until) {
        json.member("valid_until", instant_text(*recorded.valid_until));
    } else {
        json.null("valid_until");
    }
    write_outcome(json, {call.service.messages, call.language()}, edited.before, edited.after);
    json.end();
    return section_response(recorded.version, std::move(json).text());
}

/// What the registry said is kept as match or no match, never its record. Another name, birth date
/// or sex may change what stages 2 to 5 ask and offer.
void record(CallPtr const& call, ApplicationId id, std::int64_t seen,
            IdentitySection const& section, Result<identity::RegistryAnswer> const& answer) {
    auto refused = Result<void>{};
    std::optional<Digest> valid_nik;
    if (answer) {
        auto const verdict = identity::verdict(*answer);
        refused = identity::accepted(verdict);
        if (verdict.valid()) valid_nik = nik_index(*call, section.nik);
    }
    bool const pending = !answer;
    edit_draft(call,
               {.application = id,
                .section = std::string{kIdentity},
                .seen = seen,
                .make = [section](application::Draft& draft, auto const& /*rules*/,
                                  auto const& /*before*/) -> Result<app::Answers> {
                    auto answers = answers_of(section);
                    auto person = TRY(person_of(answers));
                    draft.person = std::move(person);
                    return answers;
                },
                .change =
                    [valid_nik, pending](app::SaveSection const& sealed) {
                        return app::RecordNikCheck{
                            .section = sealed, .valid_nik = valid_nik, .pending = pending};
                    }},
               [call, refused, pending](Edited const& edited) {
                   if (!refused) return call->refuse(refused.error());
                   call->answer(saved(*call, edited, pending ? "pending" : "valid"));
               });
}

void ask_registry(CallPtr const& call, ApplicationId id, std::int64_t seen,
                  IdentitySection const& section) {
    on_worker(call, call->service.outbound, [call, id, seen, section] {
        auto const answer = call->service.registry.check(question_of(section));
        record(call, id, seen, section, answer);
    });
}

}  // namespace

void put_identity(CallPtr call) {
    auto const section = parse_identity(call->request.body);
    if (!section) return call->refuse(section.error());
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    auto const seen = seen_version(*call);
    if (!seen) return call->refuse(seen.error());
    run_use_case<bool>(
        call, {},
        [id = *id, seen = *seen, index = nik_index(*call, section->nik)](
            auto& tx, auto const& context) -> Result<bool> {
            // What cannot be saved costs none of the day's checks, and the registry hears nothing.
            TRY(app::is_at_version(tx, context, id, kIdentity, seen));
            TRY(app::begin_nik_check(tx, context, id, index));
            return true;
        },
        [call, id = *id, seen = *seen, section = *section](bool) {
            ask_registry(call, id, seen, section);
        },
        [call, id = *id](Error const& error) {
            refuse_changed(call, id, std::string{kIdentity}, error);
        });
}

}  // namespace mpaspor::http
