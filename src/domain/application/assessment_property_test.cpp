#include "base/text.hpp"
#include "domain/application/assessment.hpp"
#include "domain/identity/printed_name.hpp"
#include "testing/sample_rules.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>

using namespace mpaspor;
using namespace mpaspor::application;
using std::chrono::days;

// Goal: whoever the person is and whatever was answered, answering what is missing and attaching
// what is asked ends, within a bounded number of rounds, in a complete draft or in a refusal that
// points to an answer. On the way an assessment is the same for the same draft, until the day it
// says, and whatever stands under questions that are not asked; and what a change did is named
// exactly. Method: random persons, days, answers and documents against the rules of data/. The walk
// itself is a function of a source of numbers, so that the planted faults below can be looked for
// without rapidcheck, which would print every counterexample.

namespace {

/// Below its argument, evenly.
using Pick = std::function<std::size_t(std::size_t)>;
using form::Field;
using form::FieldKind;

constexpr int kRoundsMax = 10;  // Deepest chain of questions, and some more.
constexpr int kWorlds = 20;     // Of one case.
constexpr std::string_view kConfirmed = "printed_name_confirmed";

template <typename Value, std::size_t kCount>
Value const& one_of(Pick const& pick, std::array<Value, kCount> const& values) {
    return values[pick(kCount)];
}

LocalDate some_date(Pick const& pick, LocalDate today) {
    static constexpr std::array kDays{-20'000, -8'000, -3'653, -1'826, -400, -180, -1,   0,
                                      1,       30,     90,     181,    270,  400,  1'826};
    return today + days{one_of(pick, kDays) + static_cast<int>(pick(3))};
}

/// A value that the field takes; "" when there is none.
std::string some_value(Pick const& pick, Field const& field, LocalDate today) {
    static constexpr std::array<std::string_view, 3> kNames{"Aminah", "Budi Santoso", "Sri Rahayu"};
    switch (field.kind) {
        case FieldKind::choice:
            return field.options.empty() ? "" : field.options[pick(field.options.size())];
        case FieldKind::choices: {
            std::string chosen;
            for (auto const& option : field.options) {
                if (pick(2) == 0) continue;
                chosen += (chosen.empty() ? "" : " ") + option;
            }
            return chosen;
        }
        case FieldKind::yes_no: return pick(2) == 0 ? "yes" : "no";
        case FieldKind::name: return std::string{one_of(pick, kNames)};
        case FieldKind::text: return "words";
        case FieldKind::digits: return std::string(field.length_max, '7');
        case FieldKind::date: return date_text(some_date(pick, today));
        case FieldKind::phone: return "+6281234567890";
        case FieldKind::email: return "a@example.id";
        case FieldKind::nik: return "1902011505900001";
        case FieldKind::passport: return "X1234567";
        case FieldKind::country: return pick(2) == 0 ? "ID" : "MY";
        case FieldKind::number: return "165";
    }
    return "";
}

Person some_person(Pick const& pick, LocalDate today) {
    static constexpr std::array kAges{0, 4, 5, 11, 12, 16, 17, 18, 19, 20, 21, 35, 59, 60, 85};
    static constexpr std::array<std::string_view, 6> kNames{
        "Suryani",
        "Budi Santoso",
        "Siti Aminah",
        "Ai'nun",
        "Raden Mas Bambang Soeryodiningrat Koesoemowidagdo",
        "123"};
    // Around the birthday, and up to what the latest visit would reach.
    int const off = static_cast<int>(pick(100)) - 96;
    LocalDate birth = expiry_date(today, -one_of(pick, kAges)) - days{off};
    return {.full_name = std::string{pick(20) == 0 ? kNames[5] : kNames[pick(5)]},
            .birth_date = std::min(birth, today),
            .birth_place = "Sambas",
            .sex = pick(2) == 0 ? identity::Sex::male : identity::Sex::female};
}

struct World {
    DraftRules const& rules;
    Pick pick;
    LocalDate today;
    Draft draft = {};

    form::Form const& form() const { return rules.form_on(today); }
    Assessment look() const { return assess(draft, rules, today); }

    void answer(Field const& field, std::string_view section, std::string value) {
        auto& answers = draft.answers[std::string{section}];
        if (value.empty()) {
            answers.erase(field.id);
        } else {
            answers[field.id] = std::move(value);
        }
    }
    /// Calls `what` with each field of the form and the section it is in.
    template <typename What>
    void each_field(What const& what) const {
        for (auto const& section : form().sections) {
            for (auto const& field : section.fields) what(field, section.id);
        }
    }
};

World some_world(DraftRules const& rules, Pick const& pick) {
    auto const first = date_from_text("2022-01-01").value();
    World world{rules, pick, first + days{static_cast<int>(pick(2'000))}};
    if (pick(30) != 0) world.draft.person = some_person(pick, world.today);
    world.draft.record = static_cast<PassportRecord>(pick(4));
    auto const density = pick(4);  // Of 4: how much was answered already, sensibly or not.
    world.each_field([&](Field const& field, std::string const& section) {
        if (pick(4) >= density) return;
        world.answer(field, section, some_value(pick, field, world.today));
    });
    if (pick(2) == 0) world.draft.attached = {"id_card", "family_card", "old_passport"};
    return world;
}

std::string told(Assessment const& found) {
    std::string text = found.type ? std::string{to_text(*found.type)} : "";
    for (std::size_t i = 0; i < kCategories.size(); ++i) {
        if (!found.categories.contains(static_cast<application::Category>(i))) continue;
        text += ' ' + std::string{kCategories[i]};
    }
    for (auto const& [section, fields] : found.asked) {
        text += "\nask " + section;
        for (auto const& field : fields) text += ' ' + field;
    }
    for (auto const& fault : found.missing) text += "\nmiss " + fault.field;
    for (auto const& row : found.documents) {
        text += "\nshow " + row.id + (row.required ? "!" : "") + (row.attached ? "+" : "");
    }
    auto const params = [](std::vector<Error::Param> const& list) {
        std::string values;
        for (auto const& param : list) values += ' ' + param.value;
        return values;
    };
    for (auto const& error : found.refusals) {
        text += "\nno " + std::string{info(error.code).name} + ' ' + error.pointer +
                params(error.params);
    }
    for (auto const& [id, pointer, list] : found.notices) {
        text += "\ntell " + id + ' ' + pointer + params(list);
    }
    for (auto const& flag : found.flags) text += "\nflag " + flag;
    for (int const years : found.validities) text += "\nyears " + std::to_string(years);
    for (bool const done : {found.questionnaire_complete, found.documents_complete,
                            found.additional_data_complete, found.product_fits}) {
        text += done ? " 1" : " 0";
    }
    if (found.visit_from) text += "\nfrom " + date_text(*found.visit_from);
    return text;
}

std::set<std::string> asked_in(Assessment const& found) {
    std::set<std::string> fields;
    for (auto const& [section, ids] : found.asked) {
        for (auto const& id : ids) fields.insert(section + "/" + id);
    }
    return fields;
}

/// Whether each refusal points to an answer that was asked, or to what stage 1 or 5 was told.
bool points_to_answers(Assessment const& found) {
    auto const asked = asked_in(found);
    return std::ranges::all_of(found.refusals, [&](Error const& error) {
        std::string_view const at{error.pointer};
        constexpr std::string_view kSections = "/sections/";
        if (!at.starts_with(kSections)) return false;
        auto const field = at.substr(kSections.size());
        return field.starts_with("identity/") || field.starts_with("product/") ||
               asked.contains(std::string{field});
    });
}

/// Answers what is missing, attaches what is asked, chooses a product. Whether anything was done.
bool go_on(World& world, Assessment const& found) {
    bool done = false;
    world.each_field([&](Field const& field, std::string const& section) {
        bool const missing = std::ranges::any_of(
            found.missing, [&](form::Fault const& fault) { return fault.field == field.id; });
        if (!missing) return;
        auto value = some_value(world.pick, field, world.today);
        if (field.id == kConfirmed) value.clear();
        if (field.id == kConfirmed && world.draft.person) {
            value = identity::printed_name(world.draft.person->full_name).value().text;
        }
        done = done || !value.empty();
        world.answer(field, section, std::move(value));
    });
    for (auto const& row : found.documents) {
        if (row.attached || !row.required || row.kinds.empty()) continue;
        world.draft.attached.push_back(row.kinds[world.pick(row.kinds.size())]);
        done = true;
    }
    if (!found.product_fits && found.type && !found.validities.empty()) {
        auto const years = found.validities[world.pick(found.validities.size())];
        world.draft.product = {*found.type, Product::electronic_laminated, years};
        done = true;
    }
    return done;
}

/// How a draft ends: "complete", "refused", "no person", or what is wrong with the rules.
std::string end_of(World& world) {
    for (int round = 0; round < kRoundsMax; ++round) {
        auto const found = world.look();
        if (!points_to_answers(found)) return "refused without an answer to change";
        if (!found.refusals.empty()) return "refused";
        bool const complete = found.questionnaire_complete && found.documents_complete &&
                              found.additional_data_complete && found.product_fits;
        if (complete) return found.missing.empty() ? "complete" : "complete with gaps";
        if (!world.draft.person && found.missing.size() == 1) return "no person";
        if (!go_on(world, found)) return world.draft.person ? "dead end" : "no person";
    }
    return world.draft.person ? "does not end" : "no person";
}

/// Whether nothing hangs on answers under questions that are not asked.
bool unasked_matters(World world) {
    auto const found = world.look();
    auto const asked = asked_in(found);
    world.each_field([&](Field const& field, std::string const& section) {
        if (asked.contains(section + "/" + field.id)) return;
        auto const value = some_value(world.pick, field, world.today);
        world.answer(field, section, world.pick(2) == 0 ? "" : value);
    });
    return told(world.look()) != told(found);
}

/// Whether the assessment of a day before good_until is another.
bool ends_early(World world) {
    auto const found = world.look();
    auto const length = static_cast<std::size_t>((found.good_until - world.today).count());
    if (length == 0) return true;
    for (auto const after : {world.pick(length), length - 1}) {
        auto later = world;
        later.today += days{static_cast<int>(after)};
        if (told(later.look()) != told(found)) return true;
    }
    return false;
}

std::set<std::string> ids_of(std::vector<Requirement> const& rows) {
    std::set<std::string> ids;
    for (auto const& row : rows) ids.insert(row.id);
    return ids;
}

std::set<std::string> missing_in(std::vector<form::Fault> const& faults) {
    std::set<std::string> fields;
    for (auto const& fault : faults) fields.insert(fault.section + "/" + fault.field);
    return fields;
}

std::set<std::string> without(std::set<std::string> const& some,
                              std::set<std::string> const& others) {
    std::set<std::string> left;
    std::ranges::set_difference(some, others, std::inserter(left, left.end()));
    return left;
}

template <typename List>
std::set<std::string> as_set(List const& list) {
    return {list.begin(), list.end()};
}

/// Whether consequences() of changing one answer say more or less than what changed.
bool misnames_a_change(World world) {
    auto const before = world.look();
    std::vector<std::pair<Field, std::string>> fields;
    world.each_field([&](Field const& field, std::string const& section) {
        fields.emplace_back(field, section);
    });
    auto const& [field, section] = fields[world.pick(fields.size())];
    world.answer(field, section, some_value(world.pick, field, world.today));
    auto const after = world.look();
    auto const what = consequences(before, after);
    auto const documents_before = ids_of(before.documents), documents = ids_of(after.documents);
    return missing_in(what.now_missing) !=
               without(missing_in(after.missing), missing_in(before.missing)) ||
           as_set(what.no_longer_asked) != without(asked_in(before), asked_in(after)) ||
           as_set(what.documents_added) != without(documents, documents_before) ||
           as_set(what.documents_dropped) != without(documents_before, documents) ||
           what.product_dropped != (before.product_fits && !after.product_fits);
}

/// What is wrong with one draft, from its start to its end; "" when nothing is.
std::string problem_of(World world, std::map<std::string, int>& ends) {
    for (int half = 0; half < 2; ++half) {
        if (told(world.look()) != told(world.look())) return "not deterministic";
        if (unasked_matters(world)) return "an answer that is not asked matters";
        if (ends_early(world)) return "not good until the day it says";
        if (misnames_a_change(world)) return "a change is not named as it was";
        if (half > 0) break;
        auto const end = end_of(world);
        if (end != "complete" && end != "refused" && end != "no person") return end;
        ++ends[end];
    }
    return "";
}

/// Looks for a problem of planted rules with numbers of its own.
std::string problem_with(DraftRules const& rules) {
    std::uint64_t state = 1;
    Pick const pick = [&](std::size_t count) {
        state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        return static_cast<std::size_t>(state >> 33U) % count;
    };
    std::map<std::string, int> ends;
    for (int i = 0; i < 500; ++i) {
        auto const problem = problem_of(some_world(rules, pick), ends);
        if (!problem.empty()) return problem;
    }
    return "";
}

DraftRules planted(std::function<void(DraftRules&)> const& fault) {
    auto rules = testing::sample_rules(MPASPOR_SOURCE_DIR "/data");
    fault(rules);
    return rules;
}

Field& field_of(DraftRules& rules, std::string_view section, std::string_view id) {
    auto& sections = rules.forms.front().sections;
    auto& fields = std::ranges::find(sections, section, &form::Section::id)->fields;
    return *std::ranges::find(fields, id, &Field::id);
}

}  // namespace

TEST_CASE(
    "property: 002-S2 002-S3 002-S4: every draft ends complete or refused, and is judged alike") {
    auto const rules = testing::sample_rules(MPASPOR_SOURCE_DIR "/data");
    std::map<std::string, int> ends;
    CHECK(rc::check([&] {
        Pick const pick = [](std::size_t count) {
            return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::size_t>(0, count));
        };
        for (int i = 0; i < kWorlds; ++i) {
            auto const problem = problem_of(some_world(rules, pick), ends);
            if (!problem.empty()) RC_FAIL(problem);
        }
    }));
    // The run has to have seen both ways to end.
    CHECK(ends["complete"] >= 5);
    CHECK(ends["refused"] >= 5);
}

TEST_CASE("control: 002-S3: a document that nobody can attach is found to be a dead end") {
    CHECK(problem_with(planted([](DraftRules& rules) {
              rules.documents.push_back({.id = "impossible", .kinds = {}});
          })) == "dead end");
}

TEST_CASE("control: 002-S2: a question without an answer that it takes is found to be a dead end") {
    auto const problem = problem_with(planted(
        [](DraftRules& rules) { field_of(rules, "journey", "length_of_stay").options.clear(); }));
    CHECK(problem == "dead end");
}

TEST_CASE("control: 002-S2: a question that its own answer takes away is found") {
    auto const cyclic = planted([](DraftRules& rules) {
        field_of(rules, "journey", "purpose").asked =
            form::Condition::parse("category!=HAJJ").value();
    });
    CHECK(problem_with(cyclic) == "an answer that is not asked matters");
    // Such a form is not even loaded.
    CHECK(check_forms(cyclic.forms).error().detail ==
          "purpose: category is decided below it, by purpose");
}

TEST_CASE("control: with the rules as they are no numbers find a problem") {
    CHECK(problem_with(testing::sample_rules(MPASPOR_SOURCE_DIR "/data")).empty());
}
