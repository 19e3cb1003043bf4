/// What the registries were asked at stage 1, and what they said: for who comes back after "saved;
/// we will tell you" (002-S1, D9), and for the plain word about an earlier passport (D10, R6).

#include "app/application/nik_check.hpp"
#include "app/application/passport_check.hpp"
#include "app/application/read_checks.hpp"
#include "app/key_names.hpp"
#include "app/words.hpp"
#include "base/text.hpp"
#include "domain/identity/verdict.hpp"
#include "http/endpoints/endpoints.hpp"
#include "json/writer.hpp"

namespace mpaspor::http {
namespace {

using application::PassportRecord;
using json::Writer;
using store::NikCheckState;

void instant_or_null(Writer& json, std::string_view name, std::optional<Instant> const& at) {
    if (at) {
        json.member(name, instant_text(*at));
    } else {
        json.null(name);
    }
}

/// What the registry said, if it did.
Result<std::optional<identity::Verdict>> said(SecretKey const& key,
                                              std::optional<store::NikCheck> const& check) {
    if (!check || check->sealed.empty()) return std::nullopt;
    auto const place = store::nik_check_place(check->application, check->version);
    auto const plain = TRY(open_sealed(key, place, check->sealed));
    auto const kept = TRY(app::decode(plain));
    auto const answer = TRY(app::registry_answer(kept));
    return identity::verdict(answer);
}

std::string_view status_of(app::Checks const& checks,
                           std::optional<identity::Verdict> const& verdict) {
    if (!checks.nik) return checks.valid_until ? "valid" : "not_asked";
    if (checks.nik->state == NikCheckState::pending) return "pending";
    if (checks.valid_until) return "valid";
    if (checks.nik->state == NikCheckState::given_up) return "unanswered";
    return verdict && !verdict->valid() ? "refused" : "ended";
}

/// The words of a code, as in a refusal.
void write_words(Writer& json, Call const& call, Code code) {
    auto const key = "codes." + std::string{info(code).name};
    auto const& messages = call.service.messages;
    json.member("code", info(code).name)
        .member("title", messages.text(call.language(), key + ".title"))
        .member("detail", messages.text(call.language(), key + ".what_to_do"));
}

void write_refusal(Writer& json, Call const& call, std::string_view status,
                   std::optional<identity::Verdict> const& verdict) {
    if (status != "refused") {
        json.null("refusal");
        return;
    }
    json.object("refusal");
    write_words(json, call, *verdict->refused);
    json.array("fields");
    for (auto const field : verdict->mismatches) json.element(identity::to_text(field));
    json.end().end();
}

void write_nik(Writer& json, Call const& call, app::Checks const& checks,
               std::optional<identity::Verdict> const& verdict) {
    auto const status = status_of(checks, verdict);
    json.object("nik").member("status", status);
    instant_or_null(json, "checked_at", checks.nik ? checks.nik->answered_at : std::nullopt);
    instant_or_null(json, "valid_until", checks.valid_until);
    write_refusal(json, call, status, verdict);
    if (checks.live_elsewhere) {
        json.object("elsewhere");
        write_words(json, call, Code::nik_has_live_application);
        json.end();
    } else {
        json.null("elsewhere");
    }
    json.end();
}

/// What the applicant has to be told, if anything (D10, R6).
std::optional<std::string> words_about(Call const& call, PassportRecord record,
                                       std::optional<application::KnownPassport> const& known) {
    auto const& messages = call.service.messages;
    auto const language = call.language();
    auto const minutes = call.context.settings->passport_check_minutes;
    switch (record) {
        case PassportRecord::none: return std::nullopt;
        case PassportRecord::pending:
            return messages.text(language, "passport.pending",
                                 std::vector<Error::Param>{{"minutes", std::to_string(minutes)}});
        case PassportRecord::unavailable: return messages.text(language, "passport.unavailable");
        case PassportRecord::known: break;
    }
    if (!known) return std::nullopt;
    auto const* const key = known->reported_lost ? "passport.known_lost" : "passport.known";
    return messages.text(
        language, key,
        std::vector<Error::Param>{{"expires", app::month_words(language, known->expires)}});
}

Result<void> write_passport(Writer& json, Call const& call, SecretKey const& key,
                            std::optional<store::PassportCheck> const& check) {
    std::optional<application::KnownPassport> known;
    if (check && !check->sealed.empty()) {
        auto const place = store::passport_record_place(check->application);
        auto const plain = TRY(open_sealed(key, place, check->sealed));
        auto const kept = TRY(app::decode(plain));
        auto const passport = TRY(app::known_passport(kept));
        known = passport;
    }
    json.object("passport")
        .member("status", check ? application::to_text(check->state) : "not_asked");
    if (known) {
        auto const first = date_text(LocalDate{known->expires / std::chrono::day{1}});
        json.member("expires", first.substr(0, first.rfind('-')))
            .member("reported_lost", known->reported_lost);
    } else {
        json.null("expires").null("reported_lost");
    }
    auto const words = check ? words_about(call, check->state, known) : std::nullopt;
    if (words) {
        json.member("text", *words);
    } else {
        json.null("text");
    }
    json.end();
    return {};
}

Result<Response> checks_response(Call const& call, ApplicationId id, app::Checks const& checks) {
    auto const key = TRY(call.service.keys.open(app::key_of(id)));
    auto const verdict = TRY(said(key, checks.nik));
    Writer json;
    json.object();
    write_nik(json, call, checks, verdict);
    TRY(write_passport(json, call, key, checks.passport));
    json.end();
    return json_response(200, std::move(json).text());
}

}  // namespace

void get_checks(CallPtr call) {
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    read_and_answer<app::Checks>(
        call,
        [id = *id](auto& tx, auto const& context) { return app::read_checks(tx, context, id); },
        [call, id = *id](app::Checks const& checks) { return checks_response(*call, id, checks); });
}

}  // namespace mpaspor::http
