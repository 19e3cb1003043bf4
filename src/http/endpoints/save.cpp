#include "http/endpoints/save.hpp"

#include "app/application/read_section.hpp"
#include "base/text.hpp"
#include "http/subjects.hpp"

namespace mpaspor::http {

Result<std::int64_t> seen_version(Call const& call) {
    auto tag = field(call.request.headers, "if-match");
    if (tag.empty()) return fail(Code::precondition_required);
    if (tag.size() < 2 || tag.front() != '"' || tag.back() != '"') {
        return fail(Code::malformed_request);
    }
    tag = tag.substr(1, tag.size() - 2);
    auto const version = integer_from_text(tag);
    if (!version || tag.size() > 12) return fail(Code::malformed_request);
    return *version;
}

void seal_section(CallPtr const& call, std::string_view section, app::Answers answers,
                  std::function<void(app::SaveSection)> save) {
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    auto const seen = seen_version(*call);
    if (!seen) return call->refuse(seen.error());
    auto work = [call, id = *id, version = *seen + 1, section = std::string{section},
                 answers = std::move(answers), save = std::move(save)] {
        auto const key = call->service.keys.open(key_subject(id));
        if (!key) return call->refuse(key.error());
        auto sealed = seal(*key, call->nonce(), store::answer_place(id, section, version),
                           app::encode(answers));
        save({.application = id,
              .answer = {.section = section,
                         .version = version,
                         .saved_at = call->context.arrived,
                         .sealed = std::move(sealed)}});
    };
    on_worker(call, call->service.workers, std::move(work));
}

Result<std::optional<SavedAnswers>> read_answers(Call const& call, sql::Transaction& tx,
                                                 ApplicationId id, std::string_view section) {
    auto const answer = TRY(app::read_section(tx, call.context, id, section));
    if (!answer) return std::nullopt;
    auto const key = TRY(call.service.keys.open(key_subject(id)));
    auto const plain =
        TRY(open_sealed(key, store::answer_place(id, section, answer->version), answer->sealed));
    auto answers = TRY(app::decode(plain));
    return SavedAnswers{answer->version, std::move(answers)};
}

Response section_response(std::int64_t version, std::string body) {
    auto response = json_response(200, std::move(body));
    response.headers.emplace_back("ETag", '"' + std::to_string(version) + '"');
    return response;
}

}  // namespace mpaspor::http
