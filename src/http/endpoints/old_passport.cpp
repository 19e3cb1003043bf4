/// What the picture of the old passport says beside what was answered (002-S3): hints for the
/// applicant, never a refusal. What was read itself is shown to nobody.

#include "domain/application/old_passport.hpp"
#include "app/application/documents.hpp"
#include "app/application/upload_mrz.hpp"
#include "app/key_names.hpp"
#include "base/text.hpp"
#include "domain/identity/printed_name.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/endpoints/save.hpp"
#include "http/uploaded_files.hpp"
#include "json/writer.hpp"

#include <utility>

namespace mpaspor::http {
namespace {

constexpr std::string_view kKind = "old_passport";

struct Reading {
    std::string_view mrz;
    std::vector<application::OldPassportField> differs = {};
};

std::optional<std::string> answer(app::Answers const& answers, std::string_view name) {
    auto const found = answers.find(name);
    if (found == answers.end()) return std::nullopt;
    return found->second;
}

std::optional<LocalDate> date_answer(app::Answers const& answers, std::string_view name) {
    auto const text = answer(answers, name);
    if (!text) return std::nullopt;
    auto const date = date_from_text(*text);
    return date ? std::optional{*date} : std::nullopt;
}

application::OldPassportAnswers answered(app::Answers const& identity,
                                         app::Answers const& history) {
    application::OldPassportAnswers answers{
        .number = answer(history, "old_passport_number"),
        .birth_date = date_answer(identity, "birth_date"),
        .expiry = date_answer(history, "old_expiry_date"),
    };
    if (auto const sex = answer(identity, "sex")) {
        answers.sex = *sex == "male" ? identity::Sex::male : identity::Sex::female;
    }
    auto const name = identity::printed_name(answer(identity, "full_name").value_or(""));
    if (name) answers.printed_name = name->text;
    return answers;
}

Result<app::Answers> answers_in(Call const& call, sql::Transaction& tx, ApplicationId id,
                                std::string_view section) {
    auto const saved = TRY(read_answers(call, tx, id, section));
    return saved ? saved->answers : app::Answers{};
}

/// The two lines, opened again.
Result<std::array<std::string, 2>> lines_of(Call const& call, store::Upload const& upload,
                                            Bytes const& sealed) {
    auto const key = TRY(call.service.keys.open(app::key_of_blob(upload.blob)));
    auto const plain = TRY(open_sealed(key, store::mrz_place(upload), sealed));
    auto const text = to_text(plain);
    return std::array{text.substr(0, text.size() / 2), text.substr(text.size() / 2)};
}

Result<Reading> read(Call const& call, sql::Transaction& tx, ApplicationId id) {
    auto const attached = TRY(app::find_document(tx, call.context, id, kKind));
    auto const known = TRY(app::find_read_upload(tx, call.context, attached.hash));
    if (!known || !known->mrz) return Reading{.mrz = "not_asked"};
    if (!known->mrz->sealed) return Reading{.mrz = "unreadable"};
    auto const lines = TRY(lines_of(call, known->upload, *known->mrz->sealed));
    auto const today = date_in(Zone::wib, call.context.now);
    auto const passport = application::read_old_passport(lines, today);
    if (!passport) return Reading{.mrz = "unreadable"};
    auto const identity = TRY(answers_in(call, tx, id, "identity"));
    auto const history = TRY(answers_in(call, tx, id, "passport_history"));
    return Reading{.mrz = "read",
                   .differs = application::differences(*passport, answered(identity, history))};
}

}  // namespace

void get_old_passport_reading(CallPtr call) {
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    read_and_answer<Reading>(
        call, [call, id = *id](auto& tx, auto const&) { return read(*call, tx, id); },
        [](Reading const& reading) -> Result<Response> {
            json::Writer json;
            json.object().member("mrz", reading.mrz).array("differs");
            for (auto const field : reading.differs) json.element(application::to_text(field));
            json.end().end();
            return json_response(200, std::move(json).text());
        });
}

}  // namespace mpaspor::http
