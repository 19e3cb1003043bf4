/// Stage 1: the civil registry is asked while the applicant waits, for two seconds at most; when it
/// does not answer, what was typed is saved and the question waits in the outbox (002-S1, D9).

#include "app/application/read_section.hpp"
#include "app/application/save_section.hpp"
#include "base/text.hpp"
#include "domain/identity/verdict.hpp"
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

Response saved(app::NikRecorded const& recorded, std::string_view status) {
    json::Writer json;
    json.object()
        .member("section", "identity")
        .member("version", recorded.version)
        .member("nik_status", status);
    if (recorded.valid_until) {
        json.member("valid_until", instant_text(*recorded.valid_until));
    } else {
        json.null("valid_until");
    }
    json.end();
    return section_response(recorded.version, std::move(json).text());
}

/// What the registry said is kept as match or no match, never its record.
void record(CallPtr const& call, app::SaveSection const& save, IdentitySection const& section,
            Result<identity::RegistryAnswer> const& answer) {
    app::RecordNikCheck input{.section = save, .pending = !answer};
    auto refused = Result<void>{};
    if (answer) {
        auto const verdict = identity::verdict(*answer);
        refused = identity::accepted(verdict);
        if (verdict.valid()) input.valid_nik = nik_index(*call, section.nik);
    }
    run_use_case<app::NikRecorded>(
        call, {},
        [input](auto& tx, auto const& context) {
            return app::record_nik_check(tx, context, input);
        },
        [call, refused, pending = input.pending](app::NikRecorded const& recorded) {
            if (!refused) return call->refuse(refused.error());
            call->answer(saved(recorded, pending ? "pending" : "valid"));
        });
}

void ask_registry(CallPtr const& call, IdentitySection const& section) {
    on_worker(call, call->service.outbound, [call, section] {
        auto const answer = call->service.registry.check(question_of(section));
        seal_section(call, "identity", answers_of(section),
                     [call, section, answer](app::SaveSection const& save) {
                         record(call, save, section, answer);
                     });
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
            TRY(app::is_at_version(tx, context, id, "identity", seen));
            TRY(app::begin_nik_check(tx, context, id, index));
            return true;
        },
        [call, section = *section](bool) { ask_registry(call, section); });
}

}  // namespace mpaspor::http
