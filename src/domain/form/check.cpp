#include "domain/form/check.hpp"

#include "domain/form/values.hpp"

#include <algorithm>
#include <iterator>

namespace mpaspor::form {
namespace {

using std::string_view;

string_view without_outer_blanks(string_view text) {
    constexpr string_view kBlanks = " \t\r\n";
    auto const first = text.find_first_not_of(kBlanks);
    if (first == string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::string const* answer_to(AllAnswers const& answers, string_view section, string_view field) {
    auto const of_section = answers.find(section);
    if (of_section == answers.end()) return nullptr;
    auto const answer = of_section->second.find(field);
    if (answer == of_section->second.end() || answer->second.empty()) return nullptr;
    return &answer->second;
}

/// Each option that was chosen, or the value itself.
void add_facts(Facts& facts, Field const& field, string_view value) {
    if (field.kind != FieldKind::choices) return facts.add(field.id, value);
    while (!value.empty()) {
        auto const end = std::min(value.find(' '), value.size());
        if (end > 0) facts.add(field.id, value.substr(0, end));
        value.remove_prefix(std::min(end + 1, value.size()));
    }
}

/// Puts the answer to `kept` as it is kept; one of blanks is none.
Result<void> keep(Section const& section, string_view id, string_view given, Answers& kept) {
    auto const field = std::ranges::find(section.fields, id, &Field::id);
    if (field == section.fields.end()) return fail(Code::unknown_field);
    auto const text = without_outer_blanks(given);
    if (text.empty()) return {};
    auto value = TRY(read_value(*field, text));
    if (!value.empty()) kept.emplace(id, std::move(value));
    return {};
}

}  // namespace

Result<Answers> check_section(Section const& section, Answers const& answers) {
    Answers kept;
    std::vector<Error> faults;
    for (auto const& [id, given] : answers) {
        auto const done = keep(section, id, given, kept);
        if (done) continue;
        faults.push_back(done.error());
        // What is no id came from outside and could be anything: it is not repeated.
        faults.back().pointer = is_id(id) ? "/answers/" + id : "/answers";
    }
    if (faults.empty()) return kept;
    Error first = std::move(faults.front());
    first.also.assign(std::make_move_iterator(faults.begin() + 1),
                      std::make_move_iterator(faults.end()));
    return std::unexpected(std::move(first));
}

void add_answers(Facts& facts, Form const& form, AllAnswers const& answers) {
    for (Section const& section : form.sections) {
        if (!section.asked.holds(facts)) continue;
        for (Field const& field : section.fields) {
            if (!gives_facts(field.kind) || !field.asked.holds(facts)) continue;
            if (auto const* value = answer_to(answers, section.id, field.id)) {
                add_facts(facts, field, *value);
            }
        }
    }
}

std::vector<Asked> asked(Form const& form, Facts const& facts) {
    std::vector<Asked> sections;
    for (Section const& section : form.sections) {
        if (!section.asked.holds(facts)) continue;
        Asked found{.section = section.id, .fields = {}};
        for (Field const& field : section.fields) {
            if (field.asked.holds(facts)) found.fields.push_back(field.id);
        }
        if (!found.fields.empty()) sections.push_back(std::move(found));
    }
    return sections;
}

std::vector<Fault> missing(Form const& form, int stage, AllAnswers const& answers,
                           Facts const& facts) {
    std::vector<Fault> faults;
    for (Section const& section : form.sections) {
        if (section.stage != stage || !section.asked.holds(facts)) continue;
        for (Field const& field : section.fields) {
            if (!field.required || !field.asked.holds(facts)) continue;
            if (answer_to(answers, section.id, field.id) != nullptr) continue;
            faults.push_back({section.id, field.id, Code::missing_field});
        }
    }
    return faults;
}

}  // namespace mpaspor::form
