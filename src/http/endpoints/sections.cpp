/// Stages 2, 4 and 5, and reading any section: saved one by one, each over the version that was
/// seen (If-Match).

#include "http/sections.hpp"
#include "app/application/save_section.hpp"
#include "http/endpoints/endpoints.hpp"
#include "http/endpoints/save.hpp"
#include "http/subjects.hpp"
#include "json/writer.hpp"

#include <array>

namespace mpaspor::http {
namespace {

constexpr std::array<std::string_view, 4> kSections{"identity", "questionnaire", "additional_data",
                                                    "product"};

void save_plain(CallPtr const& call, std::string_view section, Result<app::Answers> answers) {
    if (!answers) return call->refuse(answers.error());
    seal_section(call, section, *answers, [call](app::SaveSection const& save) {
        run_use_case<std::int64_t>(
            call, {},
            [save](auto& tx, auto const& context) { return app::save_section(tx, context, save); },
            [call, section = save.answer.section](std::int64_t version) {
                json::Writer json;
                json.object().member("section", section).member("version", version).end();
                call->answer(section_response(version, std::move(json).text()));
            });
    });
}

/// What the questionnaire says about an earlier passport, if it is filled in.
Result<std::optional<application::HadPassport>> had_passport(Call const& call, sql::Transaction& tx,
                                                             ApplicationId id) {
    auto const answers = TRY(read_answers(call, tx, id, "questionnaire"));
    if (!answers) return std::nullopt;
    return TRY(application::had_passport_from_text(answers->answers.at("had_passport")));
}

void save_product(CallPtr const& call, ProductSection const& section,
                  std::optional<application::HadPassport> had) {
    seal_section(call, "product", answers_of(section), [=](app::SaveSection const& save) {
        app::SaveProduct const input{.section = save,
                                     .type = section.type,
                                     .product = section.product,
                                     .validity_years = static_cast<int>(section.validity_years),
                                     .had_passport = had};
        run_use_case<app::SavedProduct>(
            call, {},
            [input](auto& tx, auto const& context) {
                return app::save_product(tx, context, input);
            },
            [call](app::SavedProduct const& saved) {
                json::Writer json;
                json.object()
                    .member("section", "product")
                    .member("version", saved.version)
                    .member("amount", saved.amount.amount)
                    .end();
                call->answer(section_response(saved.version, std::move(json).text()));
            });
    });
}

}  // namespace

void put_questionnaire(CallPtr call) {
    auto const section = parse_questionnaire(call->request.body);
    if (!section) return call->refuse(section.error());
    save_plain(call, "questionnaire", answers_of(*section));
}

void put_additional_data(CallPtr call) {
    auto const section = parse_additional_data(call->request.body);
    if (!section) return call->refuse(section.error());
    save_plain(call, "additional_data", answers_of(*section));
}

void put_product(CallPtr call) {
    auto const section = parse_product(call->request.body);
    if (!section) return call->refuse(section.error());
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    using Had = std::optional<application::HadPassport>;
    call->service.readers.read<Had>(
        [call, id = *id](auto& tx) { return had_passport(*call, tx, id); },
        [call, section = *section](Result<Had> had) {
            if (!had) return call->refuse(had.error());
            save_product(call, section, *had);
        });
}

void get_section(CallPtr call) {
    auto const id = call->application();
    if (!id) return call->refuse(id.error());
    auto const& name = call->path.at(1);
    if (std::ranges::find(kSections, name) == kSections.end()) {
        return call->refuse({Code::section_not_found});
    }
    read_and_answer<std::optional<SavedAnswers>>(
        call,
        [call, id = *id, name](auto& tx, auto const&) { return read_answers(*call, tx, id, name); },
        [name](std::optional<SavedAnswers> const& saved) -> Result<Response> {
            if (!saved) return fail(Code::section_not_found);
            json::Writer json;
            json.object()
                .member("section", name)
                .member("version", saved->version)
                .raw("answers", answers_json(saved->answers))
                .end();
            return section_response(saved->version, std::move(json).text());
        });
}

}  // namespace mpaspor::http
