#include "http/drafts.hpp"

#include "app/application/registry_question.hpp"
#include "app/key_names.hpp"
#include "http/sections.hpp"

#include <utility>

namespace mpaspor::http {
namespace {

/// What is plain about stage 5. A code of ours that there is no more is no choice.
std::optional<application::ChosenProduct> product_of(store::Application const& a) {
    if (!a.type || !a.product) return std::nullopt;
    auto const type = application::type_from_text(*a.type);
    auto const product = application::product_from_text(*a.product);
    if (!type || !product) return std::nullopt;
    return application::ChosenProduct{.type = *type,
                                      .product = *product,
                                      .validity_years = a.validity_years,
                                      .accelerated = a.accelerated};
}

}  // namespace

Result<DraftRulesPtr> rules_at(Service& service, sql::Transaction& tx, std::int64_t version) {
    auto rules = service.draft_rules();
    if (rules && rules->version == version) return rules;
    auto read = TRY(app::read_draft_rules(tx));
    service.use_draft_rules(std::move(read));
    return service.draft_rules();
}

Result<OpenDraft> open_draft(app::Keys& keys, app::StoredDraft stored) {
    OpenDraft open{.stored = std::move(stored)};
    auto const id = open.stored.application.id;
    auto const key = TRY(keys.open(app::key_of(id)));
    for (store::Answer const& answer : open.stored.sections) {
        auto const place = store::answer_place(id, answer.section, answer.version);
        auto const plain = TRY(open_sealed(key, place, answer.sealed));
        auto answers = TRY(app::decode(plain));
        if (answer.section == kIdentity) {
            auto person = TRY(person_of(answers));
            open.draft.person = std::move(person);
        } else if (answer.section != kProduct) {
            open.draft.answers.emplace(answer.section, answers);
        }
        open.sections.emplace(answer.section, OpenSection{answer.version, std::move(answers)});
    }
    open.draft.attached = open.stored.documents;
    open.draft.product = product_of(open.stored.application);
    open.draft.record = open.stored.record;
    return open;
}

Result<application::Person> person_of(app::Answers const& identity) {
    auto const said = TRY(app::registry_question(identity));
    return application::Person{.full_name = said.full_name,
                               .birth_date = said.birth_date,
                               .birth_place = said.birth_place,
                               .sex = said.sex};
}

store::Assessed kept_of(application::Assessment const& found, app::DraftRulesInForce const& rules,
                        LocalDate today) {
    return {.rules = rules.version,
            .form_from = rules.rules.form_on(today).from,
            .questionnaire = found.questionnaire_complete,
            .documents = found.documents_complete,
            .additional_data = found.additional_data_complete,
            .product = found.product_fits,
            .good_until = found.good_until,
            .visit_from = found.visit_from};
}

}  // namespace mpaspor::http
