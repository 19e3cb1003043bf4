#include "domain/application/assessment.hpp"

#include "domain/application/draft_judgement.hpp"

#include <algorithm>
#include <map>

namespace mpaspor::application {
namespace {

using form::Fault;
using std::chrono::days;

constexpr int kQuestionnaire = 2, kAdditionalData = 4;
constexpr std::string_view kPrintedName = "printed_name_confirmed";

std::vector<Fault> missing_of(Look const& look, int stage) {
    return missing(look.form, stage, look.draft.answers, look.about.facts);
}

bool is_asked(std::vector<form::Asked> const& asked, std::string_view section,
              std::string_view field) {
    auto const row = std::ranges::find(asked, section, &form::Asked::section);
    return row != asked.end() && std::ranges::find(row->fields, field) != row->fields.end();
}

/// The section that has a field; null when the form has no such field.
form::Section const* section_with(form::Form const& form, std::string_view field) {
    for (auto const& section : form.sections) {
        if (std::ranges::find(section.fields, field, &form::Field::id) != section.fields.end()) {
            return &section;
        }
    }
    return nullptr;
}

/// D13: confirmed is the name that would be printed today. One that was confirmed before the name
/// changed is asked for again.
std::vector<Fault> printed_name_fault(Look const& look, std::vector<form::Asked> const& asked) {
    auto const* section = section_with(look.form, kPrintedName);
    if (section == nullptr || !look.about.printed) return {};
    if (!is_asked(asked, section->id, kPrintedName)) return {};
    auto const answers = look.draft.answers.find(section->id);
    if (answers == look.draft.answers.end()) return {};
    auto const answer = answers->second.find(kPrintedName);
    if (answer == answers->second.end() || answer->second.empty()) return {};
    if (answer->second == look.about.printed->text) return {};
    return {{section->id, std::string{kPrintedName}, Code::missing_field}};
}

/// Whether a refusal is about an answer of that stage.
bool refused_at(Look const& look, std::vector<Error> const& refusals, int stage) {
    return std::ranges::any_of(look.form.sections, [&](form::Section const& section) {
        if (section.stage != stage) return false;
        auto const prefix = "/sections/" + section.id + "/";
        return std::ranges::any_of(
            refusals, [&](Error const& error) { return error.pointer.starts_with(prefix); });
    });
}

}  // namespace

LocalDate Look::latest_visit() const {
    return today + days{rules.booking_horizon_days};
}

std::string Look::pointer_to(std::string_view field) const {
    auto const* section = section_with(form, field);
    if (section == nullptr) return {};
    return "/sections/" + section->id + "/" + std::string{field};
}

std::vector<int> Look::validities_on(LocalDate day) const {
    if (!draft.person) return {};
    Holder const holder{.birth_date = draft.person->birth_date,
                        .married = about.married,
                        .dual_citizen_child = about.two_citizenships};
    return validity_choices(holder, day, rules.validity);
}

std::optional<LocalDate> Look::replaceable_from() const {
    auto const expiry = about.date("old_expiry_date");
    if (about.type != Type::replace_expired || !expiry) return std::nullopt;
    return application::replaceable_from(*expiry, rules.months_before_expiry);
}

Assessment assess(Draft const& draft, DraftRules const& rules, LocalDate today) {
    auto const& form = rules.form_on(today);
    auto const about = facts_of(draft, rules, form, today);
    Look const look{draft, rules, form, about, today};

    Assessment found;
    found.categories = about.categories;
    found.type = about.type;
    found.asked = asked(form, about.facts);
    found.missing = missing_of(look, kQuestionnaire);
    auto additional = missing_of(look, kAdditionalData);
    std::ranges::move(printed_name_fault(look, found.asked), std::back_inserter(additional));
    found.documents = requirements(rules.documents, about.facts, draft.attached, today);
    found.validities = look.validities_on(today);
    found.refusals = refusals_of_answers(look);
    if (about.type) {
        found.at_office = at_office(*about.type, about.facts, office_rules(rules), today);
    }
    auto const of_product = refusals_of_product(look, found.validities);

    bool const known = draft.person.has_value();
    found.questionnaire_complete =
        known && found.missing.empty() && !refused_at(look, found.refusals, kQuestionnaire);
    found.documents_complete = complete(found.documents);
    found.additional_data_complete = known && about.printed && additional.empty() &&
                                     !refused_at(look, found.refusals, kAdditionalData);
    found.product_fits = draft.product && found.type && of_product.empty();

    std::ranges::move(additional, std::back_inserter(found.missing));
    std::ranges::copy(of_product, std::back_inserter(found.refusals));
    found.notices = notices_of(look, found.documents);
    found.flags = flags_of(look);
    found.good_until = next_change(look);
    auto const from = look.replaceable_from();
    if (from && *from > today + days{1}) found.visit_from = from;
    return found;
}

Consequences consequences(Assessment const& before, Assessment const& after) {
    Consequences found;
    for (Fault const& fault : after.missing) {
        if (std::ranges::find(before.missing, fault) == before.missing.end()) {
            found.now_missing.push_back(fault);
        }
    }
    for (auto const& [section, fields] : before.asked) {
        for (auto const& field : fields) {
            if (is_asked(after.asked, section, field)) continue;
            found.no_longer_asked.push_back(section + "/" + field);
        }
    }
    auto const ids_without = [](auto const& some, auto const& others) {
        std::vector<std::string> ids;
        for (Requirement const& row : some) {
            if (std::ranges::find(others, row.id, &Requirement::id) == others.end()) {
                ids.push_back(row.id);
            }
        }
        return ids;
    };
    found.documents_added = ids_without(after.documents, before.documents);
    found.documents_dropped = ids_without(before.documents, after.documents);
    found.product_dropped = before.product_fits && !after.product_fits;
    return found;
}

}  // namespace mpaspor::application
