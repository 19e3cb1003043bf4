#include "base/text.hpp"
#include "domain/application/assessment.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace mpaspor::application {
namespace {

using form::Comparison;
using std::string_view;

/// A value of a fact that no field gives, and the fields it is derived from: a question may depend
/// on it only below all of them, or answers could take their own question away.
struct GivenValue {
    string_view fact, value;
    std::array<string_view, 3> derived_from = {};
};
constexpr string_view kAnyNumber = "#";
constexpr std::array<string_view, 3> kTypeFields{"had_passport", "old_condition",
                                                 "old_expiry_date"};
constexpr auto kGiven = std::to_array<GivenValue>({
    {"age", kAnyNumber},
    {"name_words", kAnyNumber},
    {"sex", "male"},
    {"sex", "female"},
    {"record", to_text(PassportRecord::pending)},
    {"record", to_text(PassportRecord::none)},
    {"record", to_text(PassportRecord::known)},
    {"record", to_text(PassportRecord::unavailable)},
    {"married", "yes", {"civil_status"}},
    {"married", "no", {"civil_status"}},
    {"type", to_text(Type::new_passport), kTypeFields},
    {"type", to_text(Type::replace_expired), kTypeFields},
    {"type", to_text(Type::replace_full_pages), kTypeFields},
    {"type", to_text(Type::replace_lost_valid), kTypeFields},
    {"type", to_text(Type::replace_lost_expired), kTypeFields},
    {"type", to_text(Type::replace_damaged_valid), kTypeFields},
    {"type", to_text(Type::replace_damaged_expired), kTypeFields},
    {"type", to_text(Type::data_change), kTypeFields},
    {"category", to_text(Category::adult)},
    {"category", to_text(Category::married_minor), {"civil_status"}},
    {"category", to_text(Category::child), {"civil_status"}},
    {"category", to_text(Category::child_born_abroad), {"civil_status", "born_abroad"}},
    {"category", to_text(Category::dual_citizen_child), {"citizenship"}},
    {"category", to_text(Category::naturalised), {"citizenship", "naturalised"}},
    {"category", to_text(Category::hajj), {"purpose"}},
    {"category", to_text(Category::umrah), {"purpose"}},
    {"category", to_text(Category::migrant_worker), {"purpose"}},
    {"category", to_text(Category::name_changed), {"name_changed"}},
    {"category", to_text(Category::elderly)},
    {"category", to_text(Category::toddler)},
    {"category", to_text(Category::pregnant), {"pregnancy"}},
    {"category", to_text(Category::breastfeeding), {"pregnancy"}},
    {"category", to_text(Category::sick), {"special_needs"}},
    {"category", to_text(Category::disabled), {"special_needs"}},
});

/// A field that the rules of this folder read by its name, and the answers they know. A form that
/// asks otherwise would silence them: nobody would be a child born abroad, or had a passport.
struct ReadField {
    string_view field;
    form::FieldKind kind;
    std::array<string_view, 7> answers = {};
};
constexpr auto kRead = [] {
    using enum form::FieldKind;
    return std::to_array<ReadField>({
        {"had_passport", choice, {"never", "yes"}},
        {"record_is_wrong", yes_no},
        {"old_condition",
         choice,
         {"expiring", "full", "lost", "damaged", "lost_force_majeure", "damaged_force_majeure",
          "data_changed"}},
        {"old_expiry_date", date},
        {"old_issue_date", date},
        {"citizenship", choice, {"indonesian_and_other", "other"}},
        {"naturalised", yes_no},
        {"born_abroad", yes_no},
        {"name_changed", yes_no},
        {"civil_status", choice, {"married", "divorced", "widowed"}},
        {"pregnancy", choice, {"pregnant", "breastfeeding"}},
        {"special_needs", choices, {"sick", "disabled"}},
        {"filer_relation", choice, {"father", "mother", "guardian"}},
        {"parents_situation", choice, {"both_died"}},
        {"deceased_parent", choice, {"father", "mother"}},
        {"purpose", choice, {"hajj", "umrah", "migrant_work"}},
        {"printed_name_confirmed", text},
    });
}();

bool is_given(string_view fact) {
    return std::ranges::find(kGiven, fact, &GivenValue::fact) != kGiven.end();
}

GivenValue const* given_value(Comparison const& comparison) {
    auto const row = std::ranges::find_if(kGiven, [&](GivenValue const& given) {
        return given.fact == comparison.name &&
               (given.value == comparison.value ||
                (given.value == kAnyNumber && integer_from_text(comparison.value)));
    });
    return row == kGiven.end() ? nullptr : &*row;
}

Result<void> wrong(string_view where, string_view what) {
    return fail(Code::unknown_value, std::string{where} + ": " + std::string{what});
}

using Names = std::set<std::string, std::less<>>;

Names fields_of(form::Form const& form) {
    Names names;
    for (auto const& section : form.sections) {
        for (auto const& field : section.fields) names.insert(field.id);
    }
    return names;
}

/// That what `condition` asks for is decided by fields that stand above it.
Result<void> check_order(string_view where, form::Condition const& condition, Names const& all,
                         Names const& above) {
    for (Comparison const& comparison : condition.comparisons()) {
        if (!is_given(comparison.name)) continue;
        auto const* const given = given_value(comparison);
        if (given == nullptr)
            return wrong(where, comparison.name + " is never " + comparison.value);
        for (string_view const field : given->derived_from) {
            if (!all.contains(field) || above.contains(field)) continue;
            return wrong(where, comparison.name + " is decided below it, by " + std::string{field});
        }
    }
    return {};
}

form::Field const* field_with(form::Form const& form, string_view id) {
    for (auto const& section : form.sections) {
        auto const field = std::ranges::find(section.fields, id, &form::Field::id);
        if (field != section.fields.end()) return &*field;
    }
    return nullptr;
}

Result<void> check_read(form::Form const& form) {
    for (auto const& [id, kind, answers] : kRead) {
        auto const* const field = field_with(form, id);
        if (field == nullptr) return wrong(id, "is not asked, and decides");
        if (field->kind != kind) return wrong(id, "decides, and is of another kind");
        for (string_view const answer : answers) {
            if (answer.empty()) break;
            if (std::ranges::find(field->options, answer) != field->options.end()) continue;
            return wrong(id, "decides, and has no option " + std::string{answer});
        }
    }
    return {};
}

Result<void> check_one_form(form::Form const& form) {
    TRY(form::check_form(form, given_facts()));
    TRY(check_read(form));
    auto const all = fields_of(form);
    Names above;
    for (auto const& section : form.sections) {
        TRY(check_order(section.id, section.asked, all, above));
        for (auto const& field : section.fields) {
            TRY(check_order(field.id, field.asked, all, above));
            above.insert(field.id);
        }
    }
    return {};
}

bool overlap(DocumentRule const& a, DocumentRule const& b) {
    return (!a.to || b.from < *a.to) && (!b.to || a.from < *b.to);
}

Result<void> check_document(DocumentRule const& rule, Names const& fields) {
    bool const named =
        form::is_id(rule.id) && !rule.kinds.empty() && std::ranges::all_of(rule.kinds, form::is_id);
    if (!named) return wrong(rule.id, "not an id");
    if (rule.to && *rule.to <= rule.from) return wrong(rule.id, "ends before it begins");
    for (Comparison const& comparison : rule.when.comparisons()) {
        bool const known = is_given(comparison.name) ? given_value(comparison) != nullptr
                                                     : fields.contains(comparison.name);
        if (!known) return wrong(rule.id, comparison.name + " is never " + comparison.value);
    }
    return {};
}

}  // namespace

form::Form const& DraftRules::form_on(LocalDate day) const {
    auto const later =
        std::ranges::find_if(forms, [&](auto const& form) { return form.from > day; });
    return later == forms.begin() ? forms.front() : *std::prev(later);
}

std::vector<std::string> given_facts() {
    Names names;
    for (GivenValue const& given : kGiven) names.emplace(given.fact);
    return {names.begin(), names.end()};
}

Result<void> check_forms(std::span<form::Form const> forms) {
    for (std::size_t i = 0; i < forms.size(); ++i) {
        TRY(check_one_form(forms[i]));
        if (i > 0 && forms[i].from <= forms[i - 1].from) return wrong("form", "not by date");
    }
    return {};
}

Result<void> check_documents(std::span<DocumentRule const> rules,
                             std::span<form::Form const> forms) {
    Names fields;
    for (auto const& form : forms) fields.merge(fields_of(form));
    for (std::size_t i = 0; i < rules.size(); ++i) {
        TRY(check_document(rules[i], fields));
        for (std::size_t j = 0; j < i; ++j) {
            if (rules[i].id == rules[j].id && overlap(rules[i], rules[j])) {
                return wrong(rules[i].id, "in force twice");
            }
        }
    }
    return {};
}

}  // namespace mpaspor::application
