#include "http/endpoints/save.hpp"

#include "app/application/read_section.hpp"
#include "app/key_names.hpp"
#include "base/text.hpp"
#include "http/sections.hpp"
#include "json/writer.hpp"

#include <utility>

namespace mpaspor::http {
namespace {

/// Somebody changes the same draft at the same time more often than that: the client tries again.
constexpr int kTriesMax = 3;

struct Attempt {
    CallPtr call;
    DraftEdit edit;
    std::function<void(Edited const&)> done;
    int tries = 0;
};
using AttemptPtr = std::shared_ptr<Attempt>;

struct Read {
    app::StoredDraft stored;
    DraftRulesPtr rules;
};

void begin(AttemptPtr const& attempt);

bool comes_from_another_change(Code code) {
    return code == Code::assessment_outdated || code == Code::section_changed;
}

/// A section that was saved meanwhile is found when the draft is read again.
void again_or_refuse(AttemptPtr const& attempt, Error const& error) {
    if (!comes_from_another_change(error.code)) return attempt->call->refuse(error);
    if (++attempt->tries < kTriesMax) return begin(attempt);
    attempt->call->refuse({.code = Code::storage_conflict, .detail = "a draft that never rests"});
}

void save(AttemptPtr const& attempt, app::ReviseDraft input, Edited edited) {
    run_use_case<app::Revised>(
        attempt->call, {},
        [input = std::move(input)](auto& tx, auto const& context) {
            return app::revise_draft(tx, context, input);
        },
        [attempt, edited = std::move(edited)](app::Revised const& revised) mutable {
            edited.revised = revised;
            attempt->done(edited);
        },
        [attempt](Error const& error) { again_or_refuse(attempt, error); });
}

/// The section over the version that was read.
Result<app::SaveSection> sealed(Call const& call, DraftEdit const& edit,
                                app::Answers const& answers) {
    auto const version = edit.seen + 1;
    auto const key = TRY(call.service.keys.open(app::key_of(edit.application)));
    auto const place = store::answer_place(edit.application, edit.section, version);
    return app::SaveSection{
        .application = edit.application,
        .answer = {.section = edit.section,
                   .version = version,
                   .saved_at = call.context.arrived,
                   .sealed = seal(key, call.nonce(), place, app::encode(answers))}};
}

Result<void> is_at_seen_version(Call const& call, DraftEdit const& edit, OpenDraft const& open) {
    auto const found = open.sections.find(edit.section);
    bool const there = found != open.sections.end();
    auto const version = there ? found->second.version : 0;
    if (edit.section.empty() || version == edit.seen) return {};
    Error error{.code = Code::section_changed, .params = {{"version", std::to_string(version)}}};
    if (there) {
        error.current = section_json(call.service, edit.section, version, found->second.answers);
    }
    return std::unexpected(std::move(error));
}

/// On a worker.
Result<void> assess(AttemptPtr const& attempt, Read read) {
    auto const& [call, edit, done, tries] = *attempt;
    auto const& rules = read.rules->rules;
    auto open = TRY(open_draft(call->service.keys, std::move(read.stored)));
    TRY(is_at_seen_version(*call, edit, open));
    auto const today = date_in(Zone::wib, call->service.clock.now());
    Edited edited{
        .revised = {}, .before = application::assess(open.draft, rules, today), .after = {}};
    auto const answers = TRY(edit.make(open.draft, rules, edited.before));
    edited.after = application::assess(open.draft, rules, today);
    if (edit.judge) TRY(edit.judge(edited.after));
    app::SaveSection section{.application = edit.application, .answer = {}};
    if (!edit.section.empty()) {
        auto made = TRY(sealed(*call, edit, answers));
        section = std::move(made);
    }
    app::ReviseDraft input{.seen = open.stored.revision,
                           .change = edit.change(std::move(section)),
                           .assessed = kept_of(edited.after, *read.rules, today)};
    save(attempt, std::move(input), std::move(edited));
    return {};
}

Result<Read> read_draft(Call& call, sql::Transaction& tx, ApplicationId id) {
    auto stored = TRY(app::read_draft_to_revise(tx, call.context, id));
    auto rules = TRY(rules_at(call.service, tx, stored.rules));
    return Read{std::move(stored), std::move(rules)};
}

void begin(AttemptPtr const& attempt) {
    attempt->call->service.readers.read<Read>(
        [attempt](sql::Transaction& tx) {
            return read_draft(*attempt->call, tx, attempt->edit.application);
        },
        [attempt](Result<Read> read) {
            auto const& call = attempt->call;
            if (!read) return call->refuse(read.error());
            on_worker(call, call->service.workers, [attempt, read = *std::move(read)]() mutable {
                auto const assessed = assess(attempt, std::move(read));
                if (!assessed) attempt->call->refuse(assessed.error());
            });
        });
}

}  // namespace

Result<std::int64_t> version_in(std::string_view if_match) {
    auto tag = if_match;
    if (tag.empty()) return fail(Code::precondition_required);
    if (tag.size() < 2 || tag.front() != '"' || tag.back() != '"') {
        return fail(Code::malformed_request);
    }
    tag = tag.substr(1, tag.size() - 2);
    auto const version = integer_from_text(tag);
    if (!version || tag.size() > 12) return fail(Code::malformed_request);
    return *version;
}

Result<std::int64_t> seen_version(Call const& call) {
    return version_in(field(call.request.headers, "if-match"));
}

void edit_draft(CallPtr const& call, DraftEdit edit, std::function<void(Edited const&)> done) {
    begin(std::make_shared<Attempt>(call, std::move(edit), std::move(done)));
}

void look_again(CallPtr const& call, ApplicationId id, std::function<void()> done) {
    edit_draft(call,
               {.application = id,
                .make = [](auto& /*draft*/, auto const& /*rules*/,
                           auto const& /*before*/) { return Result<app::Answers>{}; },
                .change = [id](auto const& /*section*/) { return app::LookAgain{id}; }},
               [done = std::move(done)](Edited const& /*edited*/) { done(); });
}

Result<std::optional<SavedAnswers>> read_answers(Call const& call, sql::Transaction& tx,
                                                 ApplicationId id, std::string_view section) {
    auto const answer = TRY(app::read_section(tx, call.context, id, section));
    if (!answer) return std::nullopt;
    auto const key = TRY(call.service.keys.open(app::key_of(id)));
    auto const plain =
        TRY(open_sealed(key, store::answer_place(id, section, answer->version), answer->sealed));
    auto answers = TRY(app::decode(plain));
    return SavedAnswers{answer->version, std::move(answers)};
}

void refuse_changed(CallPtr const& call, ApplicationId id, std::string const& section,
                    Error const& error) {
    if (error.code != Code::section_changed) return call->refuse(error);
    using Saved = std::optional<SavedAnswers>;
    call->service.readers.read<Saved>(
        [call, id, section](auto& tx) { return read_answers(*call, tx, id, section); },
        [call, section, error](Result<Saved> saved) {
            auto changed = error;
            if (saved && *saved) {
                changed.current =
                    section_json(call->service, section, (*saved)->version, (*saved)->answers);
            }
            call->refuse(changed);
        });
}

std::string section_json(Service const& service, std::string_view section, std::int64_t version,
                         app::Answers const& answers) {
    auto const rules = service.draft_rules();
    auto const today = date_in(Zone::wib, service.clock.now());
    bool const of_form = rules && section != kIdentity && section != kProduct;
    auto const* const form = of_form ? rules->rules.form_on(today).section(section) : nullptr;
    json::Writer json;
    json.object()
        .member("section", section)
        .member("version", version)
        .raw("answers", answers_json(answers, form))
        .end();
    return std::move(json).text();
}

Response section_response(std::int64_t version, std::string body) {
    auto response = json_response(200, std::move(body));
    response.headers.emplace_back("ETag", '"' + std::to_string(version) + '"');
    return response;
}

}  // namespace mpaspor::http
