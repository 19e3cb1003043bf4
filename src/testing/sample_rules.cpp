#include "testing/sample_rules.hpp"

#include "app/office/reference_tables.hpp"
#include "base/invariant.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <string>

namespace mpaspor::testing {

application::DraftRules sample_rules(std::filesystem::path const& folder) {
    std::array<std::string, 3> texts;
    std::array<app::ReferenceTable, 3> tables{
        {{"form_sections", {}}, {"form_fields", {}}, {"document_rules", {}}}};
    for (std::size_t i = 0; i < tables.size(); ++i) {
        std::ifstream in{folder / (std::string{tables[i].name} + ".tsv"), std::ios::binary};
        texts[i].assign(std::istreambuf_iterator<char>{in}, {});
        tables[i].text = texts[i];
    }
    auto data = app::read_reference_tables(tables);
    INVARIANT(data.has_value() && !data->forms.empty() && !data->document_rules.empty());
    application::DraftRules rules;
    rules.forms = std::move(data->forms);
    rules.documents = std::move(data->document_rules);
    return rules;
}

void answer(form::AllAnswers& answers, form::Form const& form, std::string_view field,
            std::string_view value) {
    auto const section = std::ranges::find_if(form.sections, [&](form::Section const& candidate) {
        return std::ranges::find(candidate.fields, field, &form::Field::id) !=
               candidate.fields.end();
    });
    INVARIANT(section != form.sections.end());
    answers[section->id][std::string{field}] = value;
}

}  // namespace mpaspor::testing
