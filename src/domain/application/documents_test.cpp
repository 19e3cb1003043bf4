#include "domain/application/documents.hpp"
#include "base/text.hpp"
#include "domain/application/assessment.hpp"
#include "testing/draft_cases.hpp"
#include "testing/sample_rules.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <span>
#include <sstream>

using namespace mpaspor;
using application::DocumentRule;
using form::Condition;
using form::Facts;

namespace {

LocalDate date(std::string_view text) {
    return date_from_text(text).value();
}

std::set<std::string> words(std::string_view text) {
    std::istringstream in{std::string{text}};
    std::set<std::string> found;
    for (std::string word; in >> word;) found.insert(word);
    return found;
}

/// What table 2.5 says of a case: the papers that have to be shown, those that may be, and a code
/// where the app does not take the type.
struct Expected {
    std::string_view sentence, required, optional, refused = "";
};

constexpr std::string_view kBase = "id_card family_card civil_document";
constexpr std::string_view kSimple = "id_card old_passport";
constexpr std::string_view kReplaced = "id_card family_card civil_document old_passport";
constexpr std::string_view kLost =
    "id_card family_card civil_document police_report request_letter";

constexpr auto kAdults = std::to_array<Expected>({
    {"adult, first passport", kBase, "authority_letter"},
    {"adult, expired, issued in Indonesia on 1 January 2009, data the same", kSimple, ""},
    {"the same, pages full", kSimple, ""},
    {"adult, expired, issued the day before", kReplaced, "authority_letter"},
    {"adult, expired, issued abroad", kReplaced, "authority_letter"},
    {"adult, expired, data differ", kReplaced, "authority_letter"},
    {"adult, naturalised", "id_card family_card civil_document citizenship_decision",
     "authority_letter"},
    {"adult, name changed", "id_card family_card civil_document name_change_decision",
     "authority_letter"},
    {"married at 16, first passport", kBase, "authority_letter"},
    {"umrah", kBase, "authority_letter"},
    {"umrah, the day before recommendations ended",
     "id_card family_card civil_document umrah_recommendation", "authority_letter"},
    {"umrah, the day they ended", kBase, "authority_letter"},
    {"hajj", kBase, "authority_letter hajj_recommendation"},
    {"hajj, the day before recommendations ended",
     "id_card family_card civil_document hajj_recommendation", "authority_letter"},
    {"migrant worker, first passport", "id_card family_card civil_document work_contract",
     "authority_letter"},
    {"migrant worker, the day before recommendations ended",
     "id_card family_card civil_document work_contract migrant_recommendation", "authority_letter"},
    {"migrant worker, replacement", kSimple, ""},
    {"lost, on its last day", kLost, "authority_letter village_letter", "TYPE_NOT_ONLINE"},
    {"lost, expired", kLost, "authority_letter village_letter", "TYPE_NOT_ONLINE"},
    {"lost in a disaster",
     "id_card family_card civil_document police_report request_letter force_majeure_letter",
     "authority_letter village_letter", "TYPE_NOT_ONLINE"},
    {"damaged, valid", "id_card family_card civil_document damaged_passport", "authority_letter",
     "TYPE_NOT_ONLINE"},
    {"damaged, expired", "id_card family_card civil_document damaged_passport", "authority_letter",
     "TYPE_NOT_ONLINE"},
    {"damaged in a disaster",
     "id_card family_card civil_document damaged_passport force_majeure_letter", "authority_letter",
     "TYPE_NOT_ONLINE"},
    {"data change", "id_card family_card civil_document old_passport change_proof",
     "authority_letter", "TYPE_NOT_ONLINE"},
});

constexpr auto kChildren = std::to_array<Expected>({
    {"child, parents married",
     "parent_id_card family_card birth_certificate parents_marriage parents_statement",
     "parent_passport"},
    {"child, parents married, pages full",
     "parent_id_card family_card birth_certificate parents_marriage parents_statement "
     "old_passport",
     "parent_passport"},
    {"child, divorced, the one who files has custody",
     "parent_id_card family_card birth_certificate parents_divorce custody_ruling "
     "custody_holder_statement",
     "parent_passport"},
    {"child, divorced, the other has custody",
     "parent_id_card family_card birth_certificate parents_divorce parents_statement",
     "parent_passport"},
    {"child, divorced, both have custody",
     "parent_id_card family_card birth_certificate parents_divorce parents_statement",
     "parent_passport"},
    {"child, divorced, no ruling",
     "parent_id_card family_card birth_certificate parents_divorce parents_statement",
     "parent_passport"},
    {"child, the other parent's whereabouts unknown",
     "parent_id_card family_card birth_certificate parents_marriage known_parent_statement",
     "parent_passport"},
    {"child, one parent died",
     "parent_id_card family_card birth_certificate parents_marriage surviving_parent_statement "
     "death_certificate",
     "parent_passport"},
    {"child, both parents died",
     "guardian_id_card family_card birth_certificate parents_marriage death_certificates "
     "guardianship_ruling guardian_statement",
     "parent_passport"},
    {"child born abroad",
     "parent_id_card family_card birth_certificate parents_marriage parents_statement "
     "parents_passports birth_statement_abroad",
     ""},
    {"child, naturalised",
     "parent_id_card family_card birth_certificate parents_marriage parents_statement "
     "citizenship_decision",
     "parent_passport"},
    {"child, name changed",
     "parent_id_card family_card birth_certificate parents_marriage parents_statement "
     "name_change_decision",
     "parent_passport"},
});

/// The short list of an adult's replacement is none of a child's.
constexpr auto kChildrenWithPassports = std::to_array<Expected>({
    {"child, expired, issued in Indonesia, data the same",
     "parent_id_card family_card birth_certificate parents_marriage parents_statement "
     "old_passport",
     "parent_passport"},
    {"child, lost, valid",
     "parent_id_card family_card birth_certificate parents_marriage parents_statement "
     "police_report request_letter",
     "parent_passport village_letter", "TYPE_NOT_ONLINE"},
    {"child, lost, expired",
     "parent_id_card family_card birth_certificate parents_marriage parents_statement "
     "police_report request_letter",
     "parent_passport village_letter", "TYPE_NOT_ONLINE"},
    {"child, damaged, valid",
     "parent_id_card family_card birth_certificate parents_marriage parents_statement "
     "damaged_passport",
     "parent_passport", "TYPE_NOT_ONLINE"},
    {"child, damaged, expired",
     "parent_id_card family_card birth_certificate parents_marriage parents_statement "
     "damaged_passport",
     "parent_passport", "TYPE_NOT_ONLINE"},
});

/// The papers of two citizenships, whatever became of the parents, beside those that say what did.
constexpr auto kTwoCitizenships = std::to_array<Expected>({
    {"child with two citizenships",
     "parent_id_card family_card birth_certificate parents_marriage parents_statement "
     "dual_citizen_registration foreign_parent_stay_permit dual_citizen_parent_passport",
     ""},
    // The passports of both are asked for already.
    {"child with two citizenships, born abroad",
     "parent_id_card family_card birth_certificate parents_marriage parents_statement "
     "parents_passports birth_statement_abroad dual_citizen_registration "
     "foreign_parent_stay_permit",
     ""},
    {"child with two citizenships, divorced, the one who files has custody",
     "parent_id_card family_card birth_certificate parents_divorce custody_ruling "
     "custody_holder_statement dual_citizen_registration foreign_parent_stay_permit "
     "dual_citizen_parent_passport",
     ""},
    {"child with two citizenships, divorced, the other has custody",
     "parent_id_card family_card birth_certificate parents_divorce parents_statement "
     "dual_citizen_registration foreign_parent_stay_permit dual_citizen_parent_passport",
     ""},
    {"child with two citizenships, divorced, no ruling",
     "parent_id_card family_card birth_certificate parents_divorce parents_statement "
     "dual_citizen_registration foreign_parent_stay_permit dual_citizen_parent_passport",
     ""},
    {"child with two citizenships, one parent died",
     "parent_id_card family_card birth_certificate parents_marriage surviving_parent_statement "
     "death_certificate dual_citizen_registration foreign_parent_stay_permit "
     "dual_citizen_parent_passport",
     ""},
    {"child with two citizenships, both parents died",
     "guardian_id_card family_card birth_certificate parents_marriage death_certificates "
     "guardianship_ruling guardian_statement dual_citizen_registration "
     "foreign_parent_stay_permit dual_citizen_parent_passport",
     ""},
    {"two citizenships, 18 years old",
     "id_card parent_id_card family_card birth_certificate parents_marriage parents_statement "
     "dual_citizen_registration foreign_parent_stay_permit dual_citizen_parent_passport",
     ""},
    // Nobody has custody of somebody of that age.
    {"two citizenships, 18 years old, parents divorced",
     "id_card parent_id_card family_card birth_certificate parents_divorce parents_statement "
     "dual_citizen_registration foreign_parent_stay_permit dual_citizen_parent_passport",
     ""},
    {"two citizenships, 18 years old, one parent died",
     "id_card parent_id_card family_card birth_certificate parents_marriage "
     "surviving_parent_statement death_certificate dual_citizen_registration "
     "foreign_parent_stay_permit dual_citizen_parent_passport",
     ""},
    {"two citizenships, 18 years old, both parents died",
     "id_card guardian_id_card family_card birth_certificate parents_marriage death_certificates "
     "guardianship_ruling guardian_statement dual_citizen_registration "
     "foreign_parent_stay_permit dual_citizen_parent_passport",
     ""},
});

/// In the order of document_cases().
std::vector<Expected> expectations() {
    std::vector<Expected> all;
    for (std::span<Expected const> const part :
         {std::span<Expected const>{kAdults}, std::span<Expected const>{kChildren},
          std::span<Expected const>{kChildrenWithPassports},
          std::span<Expected const>{kTwoCitizenships}}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

/// Each cell of the table: a case and a requirement.
void check_cells(application::DraftRules const& rules, testing::DraftCase const& one,
                 Expected const& expected) {
    auto const found = assess(one.draft, rules, one.on);
    auto const required = words(expected.required), optional = words(expected.optional);
    for (auto const& rule : rules.documents) {
        auto const row = std::ranges::find(found.documents, rule.id, &application::Requirement::id);
        bool const there = row != found.documents.end();
        CHECK_MESSAGE((there && row->required) == required.contains(rule.id),
                      one.sentence << ": " << rule.id);
        CHECK_MESSAGE((there && !row->required) == optional.contains(rule.id),
                      one.sentence << ": " << rule.id);
    }
    std::set<std::string> refused;
    for (auto const& error : found.refusals) refused.emplace(info(error.code).name);
    CHECK_MESSAGE(refused == words(expected.refused), one.sentence);
}

}  // namespace

TEST_CASE("2.5: documents by type and category, cell by cell") {
    auto const rules = testing::sample_rules(MPASPOR_SOURCE_DIR "/data");
    auto const expected = expectations();
    auto const cases = testing::document_cases(rules);
    REQUIRE(cases.size() == expected.size());
    for (std::size_t i = 0; i < cases.size(); ++i) {
        REQUIRE(cases[i].sentence == expected[i].sentence);
        check_cells(rules, cases[i], expected[i]);
    }
}

TEST_CASE("every requirement of the data files is asked in some case of the table") {
    auto const rules = testing::sample_rules(MPASPOR_SOURCE_DIR "/data");
    std::set<std::string> asked;
    for (auto const& row : expectations()) {
        asked.merge(words(row.required));
        asked.merge(words(row.optional));
    }
    for (auto const& rule : rules.documents) CHECK_MESSAGE(asked.contains(rule.id), rule.id);
}

namespace {

DocumentRule rule(std::string id, std::string_view when, std::vector<std::string> kinds,
                  bool required = true) {
    return {.id = std::move(id),
            .when = Condition::parse(when).value(),
            .kinds = std::move(kinds),
            .required = required};
}

}  // namespace

TEST_CASE("002-S3: rules hold from their first day to the one before their last") {
    auto changing = rule("letter", "", {"letter"});
    changing.from = date("2023-01-01");
    changing.to = date("2024-01-01");
    std::vector const rules{changing};
    auto const asked_on = [&](std::string_view day) {
        return requirements(rules, {}, {}, date(day)).size() == 1;
    };
    CHECK_FALSE(asked_on("2022-12-31"));
    CHECK(asked_on("2023-01-01"));
    CHECK(asked_on("2023-12-31"));
    CHECK_FALSE(asked_on("2024-01-01"));
}

TEST_CASE("002-S3: one of a requirement's papers is enough, and what may be added need not") {
    Facts facts;
    facts.add("type", "NEW");
    std::vector const rules{rule("id", "", {"id_card", "letter"}),
                            rule("extra", "", {"note"}, false),
                            rule("never", "type=REPLACE_EXPIRED", {"old_passport"})};
    auto const asked_with = [&](std::vector<std::string> const& attached) {
        return requirements(rules, facts, attached, date("2026-11-28"));
    };
    auto const nothing = asked_with({});
    REQUIRE(nothing.size() == 2);
    CHECK(nothing[0].id == "id");
    CHECK_FALSE(nothing[0].attached);
    CHECK_FALSE(complete(nothing));
    CHECK_FALSE(complete(asked_with({"note", "old_passport"})));
    CHECK(complete(asked_with({"id_card"})));
    auto const other = asked_with({"letter"});
    CHECK(other[0].attached);
    CHECK_FALSE(other[1].attached);
    CHECK(complete(other));
    CHECK(application::complete({}));
}
