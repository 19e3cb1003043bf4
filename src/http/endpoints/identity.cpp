/// Stage 1: the civil registry is asked while the applicant waits, for two seconds at most; when it
/// does not answer, what was typed is saved and the question waits in the outbox (002-S1, D9).

#include "app/application/nik_check.hpp"
#include "app/application/read_section.hpp"
#include "app/key_names.hpp"
#include "base/text.hpp"
#include "domain/identity/verdict.hpp"
#include "http/assessments.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/endpoints/save.hpp"
#include "http/sections.hpp"
#include "json/writer.hpp"

#include <utility>

namespace mpaspor::http {
namespace {

using namespace std::chrono_literals;

/// Whoever has waited so long for a thread is told "saved; we will tell you" without a question.
constexpr auto kPatience = 2s;

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

/// The section as it was typed, the version that was seen, and what it replaces.
struct Typed {
    ApplicationId application;
    std::int64_t seen;
    IdentitySection section;
    std::optional<store::Answer> before = {};
};

/// What the applicant may have mistyped, and need not have: only the registry decides (3.1).
void write_warnings(json::Writer& json, Call const& call, IdentitySection const& section) {
    json.array("warnings");
    for (auto const warning : section.nik.warnings(section.birth_date, section.sex)) {
        bool const date = warning == identity::NikWarning::birth_date_differs;
        std::string_view const id = date ? "nik_birth_date_differs" : "nik_sex_differs";
        auto const key = "warnings." + std::string{id};
        json.object()
            .member("id", id)
            .member("pointer", date ? "/birth_date" : "/sex")
            .member("text", call.service.messages.text(call.language(), key))
            .end();
    }
    json.end();
}

Response saved(Call const& call, IdentitySection const& section, Edited const& edited,
               std::string_view status) {
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
    write_warnings(json, call, section);
    write_outcome(json, {call.service.messages, call.language()}, edited.before, edited.after);
    json.end();
    return section_response(recorded.version, std::move(json).text());
}

/// Whether what was typed is what was saved before.
Result<bool> is_unchanged(SecretKey const& key, Typed const& typed) {
    if (!typed.before) return false;
    auto const place = store::answer_place(typed.application, kIdentity, typed.before->version);
    auto const plain = TRY(open_sealed(key, place, typed.before->sealed));
    auto const answers = TRY(app::decode(plain));
    return answers == answers_of(typed.section);
}

/// What the registry said, kept as match or no match, sealed, never its record (3.3). The section
/// is still to be filled in.
Result<app::RecordNikCheck> to_record(Call const& call, Typed const& typed,
                                      Result<identity::RegistryAnswer> const& answer) {
    auto const key = TRY(call.service.keys.open(app::key_of(typed.application)));
    app::RecordNikCheck input{
        .section = {}, .pending = !answer, .nik_index = nik_index(call, typed.section.nik)};
    if (!answer) {
        bool const unchanged = TRY(is_unchanged(key, typed));
        input.unchanged = unchanged;
        return input;
    }
    if (identity::verdict(*answer).valid()) input.valid_nik = input.nik_index;
    auto const place = store::nik_check_place(typed.application, typed.seen + 1);
    input.answer = seal(key, call.nonce(), place, app::encode(app::answers_of(*answer)));
    return input;
}

/// Another name, birth date or sex may change what stages 2 to 5 ask and offer.
void record(CallPtr const& call, Typed const& typed,
            Result<identity::RegistryAnswer> const& answer) {
    auto const check = to_record(*call, typed, answer);
    if (!check) return call->refuse(check.error());
    auto const refused = answer ? identity::accepted(identity::verdict(*answer)) : Result<void>{};
    edit_draft(call,
               {.application = typed.application,
                .section = std::string{kIdentity},
                .seen = typed.seen,
                .make = [section = typed.section](application::Draft& draft, auto const& /*rules*/,
                                                  auto const& /*before*/) -> Result<app::Answers> {
                    auto answers = answers_of(section);
                    auto person = TRY(person_of(answers));
                    draft.person = std::move(person);
                    return answers;
                },
                .change =
                    [check = *check](app::SaveSection sealed) {
                        auto change = check;
                        change.section = std::move(sealed);
                        return change;
                    }},
               [call, refused, section = typed.section, pending = !answer](Edited const& edited) {
                   if (!refused) return call->refuse(refused.error());
                   call->answer(saved(*call, section, edited, pending ? "pending" : "valid"));
               });
}

/// The registry was not asked: saved, and asked later.
void record_unasked(CallPtr const& call, Typed const& typed) {
    record(call, typed, fail(Code::registry_unavailable, "no thread in time"));
}

/// While the registry is slow its threads are busy: nobody waits for one longer than for an answer.
void ask_registry(CallPtr const& call, Typed const& typed) {
    auto const since = std::chrono::steady_clock::now();
    auto const taken = call->service.outbound.submit([call, typed, since](std::size_t /*thread*/) {
        bool const late = std::chrono::steady_clock::now() - since > kPatience;
        if (late) return record_unasked(call, typed);
        record(call, typed, call->service.registry.check(question_of(typed.section)));
    });
    if (taken) return;
    if (taken.error().code != Code::busy) return call->refuse(taken.error());
    // Keys are opened on a worker.
    on_worker(call, call->service.workers, [call, typed] { record_unasked(call, typed); });
}

}  // namespace

void put_identity(CallPtr call) {
    auto const section = parse_identity(call->request.body);
    if (!section) return call->refuse(section.error());
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    auto const seen = seen_version(*call);
    if (!seen) return call->refuse(seen.error());
    using Before = std::optional<store::Answer>;
    run_use_case<Before>(
        call, {},
        [id = *id, seen = *seen, index = nik_index(*call, section->nik)](
            auto& tx, auto const& context) -> Result<Before> {
            // What cannot be saved costs none of the day's checks, and the registry hears nothing.
            TRY(app::is_at_version(tx, context, id, kIdentity, seen));
            TRY(app::begin_nik_check(tx, context, id, index));
            return app::read_section(tx, context, id, kIdentity);
        },
        [call, id = *id, seen = *seen, section = *section](Before const& before) {
            ask_registry(call, {id, seen, section, before});
        },
        [call, id = *id](Error const& error) {
            refuse_changed(call, id, std::string{kIdentity}, error);
        });
}

}  // namespace mpaspor::http
