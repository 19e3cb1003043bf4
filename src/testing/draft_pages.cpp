#include "base/text.hpp"
#include "testing/draft_cases.hpp"
#include "testing/text_table.hpp"

#include <algorithm>
#include <utility>

namespace mpaspor::testing {
namespace {

using application::Assessment;
using application::DraftRules;
using application::Requirement;

void append(std::string& list, std::string_view item) {
    if (!list.empty()) list += ", ";
    list += item;
}

/// The requirements of one kind, as their ids; one that any of several papers meets says so.
std::string listed(std::vector<Requirement> const& documents, bool required) {
    std::string list;
    for (Requirement const& row : documents) {
        if (row.required == required) append(list, row.id);
    }
    return list;
}

std::string type_of(Assessment const& found) {
    return found.type ? std::string{to_text(*found.type)} : "";
}

std::string categories_of(Assessment const& found) {
    std::string list;
    for (auto const name : application::kCategories) {
        if (found.categories.contains(*application::category_from_text(name))) append(list, name);
    }
    return list;
}

std::string refusals_of(Assessment const& found) {
    std::string list;
    for (Error const& error : found.refusals) append(list, info(error.code).name);
    return list;
}

std::string notices_of(Assessment const& found) {
    std::string list;
    for (auto const& notice : found.notices) append(list, notice.id);
    return list;
}

std::string years_of(Assessment const& found) {
    std::string list;
    for (int const years : found.validities) append(list, std::to_string(years));
    return list.empty() ? "none" : list;
}

std::string rules_table(DraftRules const& rules) {
    std::vector<std::vector<std::string>> rows{
        {"requirement", "one of", "required", "from", "to", "norm"}};
    for (auto const& rule : rules.documents) {
        std::string kinds;
        for (auto const& kind : rule.kinds) append(kinds, kind);
        bool const always = rule.from == LocalDate{};
        rows.push_back({rule.id, kinds, rule.required ? "yes" : "may be added",
                        always ? "" : date_text(rule.from), rule.to ? date_text(*rule.to) : "",
                        rule.source});
    }
    return markdown_table(rows);
}

}  // namespace

std::string documents_page(DraftRules const& rules) {
    std::vector<std::vector<std::string>> rows{
        {"who", "type", "categories", "required", "may be added", "refused here"}};
    for (auto const& [sentence, draft, on] : document_cases(rules)) {
        auto const found = assess(draft, rules, on);
        rows.push_back({std::string{sentence}, type_of(found), categories_of(found),
                        listed(found.documents, true), listed(found.documents, false),
                        refusals_of(found)});
    }
    return "# Documents by type and category\n\n"
           "Printed from `data/document_rules.tsv` and the rules in `src/domain/application/` by\n"
           "`print_tables documents`; a test compares this file, and another one each cell with\n"
           "what table 2.5 of the rule book says. Answers that do not matter are left open. The "
           "day is\n" +
           date_text(case_day()) + " where no other is named.\n\n## Cases\n\n" +
           markdown_table(rows) + "\n## Requirements\n\nOne of the papers is enough.\n\n" +
           rules_table(rules);
}

std::string validity_page(DraftRules const& rules) {
    std::vector<std::vector<std::string>> rows{
        {"who", "on", "years", "categories", "refused", "told"}};
    for (auto const& [sentence, draft, on] : validity_cases(rules)) {
        auto const found = assess(draft, rules, on);
        rows.push_back({std::string{sentence}, date_text(on), years_of(found), categories_of(found),
                        refusals_of(found), notices_of(found)});
    }
    return "# Validity by age, marriage and citizenship\n\n"
           "Printed from the rules in `src/domain/application/` by `print_tables validity`; a "
           "test\n"
           "compares this file, and another one each cell with what V1 to V7 say. Visits are at "
           "most " +
           std::to_string(rules.booking_horizon_days) + "\ndays ahead.\n\n" + markdown_table(rows);
}

}  // namespace mpaspor::testing
