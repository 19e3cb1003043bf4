#include "domain/application/draft_facts.hpp"

#include "base/text.hpp"

#include <utility>

namespace mpaspor::application {
namespace {

using form::Facts;
using std::chrono::year_month_day;

/// Each round settles at least one more field that facts are derived from (draft_rules.cpp lists
/// them); rules in which an answer takes away its own question would never settle.
constexpr int kRoundsMax = 16;

bool has_been_married(Facts const& facts) {
    return facts.has("civil_status", "married") || facts.has("civil_status", "divorced") ||
           facts.has("civil_status", "widowed");
}

bool has_two_citizenships(Facts const& facts) {
    return facts.has("citizenship", "indonesian_and_other");
}

/// By age and marriage (2.3, 2.9).
void add_by_age(Categories& categories, Facts const& facts, int age, DraftRules const& rules) {
    using enum Category;
    bool const grown = age >= rules.validity.ten_years_age;
    if (grown) categories.add(adult);
    if (!grown) categories.add(has_been_married(facts) ? married_minor : child);
    if (categories.contains(child) && facts.has("born_abroad", "yes")) {
        categories.add(child_born_abroad);
    }
    if (has_two_citizenships(facts) && age < rules.validity.citizenship_age) {
        categories.add(dual_citizen_child);
    }
    if (age >= rules.elderly_age) categories.add(elderly);
    if (age < rules.toddler_age) categories.add(toddler);
}

struct CategoryAnswer {
    std::string_view field, answer;
    Category category;
};
/// Categories that one answer makes (2.3, 2.9).
constexpr auto kCategoryAnswers = std::to_array<CategoryAnswer>({
    {"naturalised", "yes", Category::naturalised},
    {"purpose", "hajj", Category::hajj},
    {"purpose", "umrah", Category::umrah},
    {"purpose", "migrant_work", Category::migrant_worker},
    {"name_changed", "yes", Category::name_changed},
    {"pregnancy", "pregnant", Category::pregnant},
    {"pregnancy", "breastfeeding", Category::breastfeeding},
    {"special_needs", "sick", Category::sick},
    {"special_needs", "disabled", Category::disabled},
});

Categories categories_of(Facts const& facts, std::optional<int> age, DraftRules const& rules) {
    Categories categories;
    if (age) add_by_age(categories, facts, *age, rules);
    for (auto const& [field, answer, category] : kCategoryAnswers) {
        if (facts.has(field, answer)) categories.add(category);
    }
    return categories;
}

std::optional<LocalDate> date_of(Facts const& facts, std::string_view fact) {
    for (std::string const& value : facts.of(fact)) {
        if (auto const date = date_from_text(value)) return *date;
    }
    return std::nullopt;
}

/// D11. A lost or damaged passport has a type once it is said whether it was still valid: it is
/// until the end of its last day.
std::optional<Type> type_of(Facts const& facts, LocalDate today) {
    using enum Type;
    auto const is = [&](std::string_view condition) {
        return facts.has("old_condition", condition);
    };
    if (facts.has("had_passport", "never")) return new_passport;
    if (is("expiring")) return replace_expired;
    if (is("full")) return replace_full_pages;
    if (is("data_changed")) return data_change;
    auto const expiry = date_of(facts, "old_expiry_date");
    if (!expiry) return std::nullopt;
    bool const valid = *expiry >= today;
    if (is("lost") || is("lost_force_majeure")) {
        return valid ? replace_lost_valid : replace_lost_expired;
    }
    if (is("damaged") || is("damaged_force_majeure")) {
        return valid ? replace_damaged_valid : replace_damaged_expired;
    }
    return std::nullopt;
}

/// Facts that no other answer decides.
Facts given(Draft const& draft, DraftFacts const& about) {
    Facts facts;
    facts.add("record", to_text(draft.record));
    if (!draft.person) return facts;
    facts.add("age", *about.age);
    facts.add("sex", draft.person->sex == identity::Sex::male ? "male" : "female");
    if (about.printed) {
        auto const words = identity::words_of(about.printed->text);
        facts.add("name_words", static_cast<std::int64_t>(words));
    }
    return facts;
}

void add_derived(Facts& facts, Categories categories, std::optional<Type> type,
                 Facts const& answered) {
    for (std::size_t i = 0; i < kCategories.size(); ++i) {
        if (categories.contains(static_cast<Category>(i))) facts.add("category", kCategories[i]);
    }
    if (type) facts.add("type", to_text(*type));
    if (!answered.of("civil_status").empty()) {
        facts.add("married", has_been_married(answered) ? "yes" : "no");
    }
}

}  // namespace

std::optional<LocalDate> DraftFacts::date(std::string_view fact) const {
    return date_of(facts, fact);
}

DraftFacts facts_of(Draft const& draft, DraftRules const& rules, form::Form const& form,
                    LocalDate today) {
    DraftFacts about;
    if (draft.person) {
        about.age = age(draft.person->birth_date, today);
        auto printed = identity::printed_name(draft.person->full_name);
        if (printed) about.printed = *std::move(printed);
    }
    auto const base = given(draft, about);
    about.facts = base;
    for (int round = 0; round < kRoundsMax; ++round) {
        auto const categories = categories_of(about.facts, about.age, rules);
        auto const type = type_of(about.facts, today);
        auto facts = base;
        add_derived(facts, categories, type, about.facts);
        add_answers(facts, form, draft.answers);
        bool const settled = facts == about.facts;
        about.categories = categories;
        about.type = type;
        about.facts = std::move(facts);
        if (settled) break;
    }
    about.married = has_been_married(about.facts);
    about.two_citizenships = has_two_citizenships(about.facts);
    return about;
}

LocalDate replaceable_from(LocalDate expiry, int months) {
    auto const later = [&](LocalDate day) {
        year_month_day const moved = year_month_day{day} + std::chrono::months{months};
        return moved.ok() ? LocalDate{moved}
                          : LocalDate{moved.year() / moved.month() / std::chrono::last};
    };
    // It lies in the month that is counted back, or is the first day of the next.
    year_month_day const back = year_month_day{expiry} - std::chrono::months{months};
    auto day = LocalDate{back.year() / back.month() / std::chrono::day{1}};
    while (expiry >= later(day)) day += std::chrono::days{1};
    return day;
}

}  // namespace mpaspor::application
