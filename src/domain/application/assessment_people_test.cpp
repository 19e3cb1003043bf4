// Who applies: citizenship, age, family and name (2.3, 2.5, 3.6).
#include "domain/application/assessment.hpp"
#include "testing/drafts.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace mpaspor;
using namespace mpaspor::application;
using namespace mpaspor::testing::drafts;

TEST_CASE("D12 V3: other citizens are sent elsewhere, children with two are not") {
    CHECK(refusals(look(man({{"citizenship", "other"}}))) ==
          Told{"CITIZENS_ONLY /sections/personal/citizenship"});
    auto const both = look(a_child({{"citizenship", "indonesian_and_other"}}));
    CHECK(both.refusals.empty());
    CHECK(both.categories ==
          Categories{application::Category::child, application::Category::dual_citizen_child});
    auto const grown = look(man({{"citizenship", "indonesian_and_other"}}));
    CHECK_FALSE(grown.categories.contains(application::Category::dual_citizen_child));
    CHECK(refusals(grown) == Told{"CITIZENSHIP_UNDECIDED /sections/personal/citizenship"});
}

TEST_CASE("V4: who has to choose a citizenship is told whether the age of choosing is past") {
    auto const undecided = [](string_view born) {
        auto draft = whole();
        set(draft, {{"citizenship", "indonesian_and_other"}});
        draft.person->birth_date = date(born);
        draft.product->validity_years = 5;
        return look(draft);
    };
    auto const before = undecided("2006-05-28"), after = undecided("2005-11-28");
    CHECK(before.refusals[0].params == std::vector<Error::Param>{{"age", "21"}});
    CHECK(after.refusals[0].params ==
          std::vector<Error::Param>{{"age", "21"}, {"advice", "citizenship_age_passed"}});
    for (auto const& found : {before, after}) {
        CHECK(refusals(found) == Told{"CITIZENSHIP_UNDECIDED /sections/personal/citizenship",
                                      "CITIZENSHIP_UNDECIDED /sections/product/validity_years"});
        CHECK_FALSE(found.product_fits);
    }
}

TEST_CASE("2.3 2.9: categories follow from age and answers") {
    using enum application::Category;
    auto draft = man({{"naturalised", "yes"},
                      {"citizenship", "indonesian"},
                      {"purpose", "hajj"},
                      {"name_changed", "yes"},
                      {"special_needs", "sick disabled"},
                      {"pregnancy", "pregnant"}});
    // A man is not asked whether he is pregnant, so that is no fact.
    CHECK(look(draft).categories ==
          Categories{adult, naturalised, hajj, name_changed, sick, disabled});
    draft.person->sex = identity::Sex::female;
    CHECK(look(draft).categories.contains(pregnant));
    draft.person->birth_date = date("1966-11-28");
    CHECK(look(draft).categories.contains(elderly));
    draft.person->birth_date = date("1966-11-29");
    CHECK_FALSE(look(draft).categories.contains(elderly));

    auto baby = a_child({{"born_abroad", "yes"}, {"civil_status", "married"}});
    baby.person->birth_date = date("2021-11-29");
    // Nobody of four years is asked whether they are married.
    CHECK(look(baby).categories ==
          Categories{application::Category::child, child_born_abroad, toddler});
    baby.person->birth_date = date("2021-11-28");
    CHECK_FALSE(look(baby).categories.contains(toddler));
    auto bride = man({{"civil_status", "divorced"}, {"purpose", "migrant_work"}});
    bride.person->birth_date = date("2010-11-28");
    CHECK(look(bride).categories == Categories{married_minor, migrant_worker});
    CHECK_FALSE(asks(look(bride), "family_situation", "filer_name"));
}

TEST_CASE("000-11 001-05: whoever may come directly is told so, at the answer that says it") {
    auto const pointer = [](Draft const& draft) -> std::optional<std::string> {
        auto const found = look(draft);
        CHECK(std::ranges::count(found.notices, "may_come_directly", &Notice::id) <= 1);
        auto const notice = notice_of(found, "may_come_directly");
        return notice ? std::optional{notice->pointer} : std::nullopt;
    };
    CHECK_FALSE(pointer(man()));
    CHECK(pointer(man({{"special_needs", "sick"}})) == "/sections/circumstances/special_needs");
    auto woman = man({{"pregnancy", "breastfeeding"}});
    woman.person->sex = identity::Sex::female;
    CHECK(pointer(woman) == "/sections/circumstances/pregnancy");
    set(woman, {{"pregnancy", "none"}});
    CHECK_FALSE(pointer(woman));
    woman.person->birth_date = date("1950-01-01");
    CHECK(pointer(woman) == "");

    // 001-08: and until when the priority lane registers people.
    auto early = rules();
    early.priority_until = std::chrono::hours{9} + std::chrono::minutes{5};
    auto const until = [&](DraftRules const& by) {
        return notice_of(assess(woman, by, kToday), "may_come_directly")->params;
    };
    CHECK(until(rules()) == std::vector<Error::Param>{{"until", "12:00"}});
    CHECK(until(early) == std::vector<Error::Param>{{"until", "09:05"}});
}

TEST_CASE("2.5 2.12: parents act for a child; a guardian once both have died") {
    auto const refused = [](Pairs const& answers) { return refusals(look(a_child(answers))); };
    Told const at_relation{"ANSWER_CONTRADICTS /sections/family_situation/filer_relation"};
    CHECK(refused({{"filer_relation", "guardian"}}).empty());
    CHECK(refused({{"filer_relation", "guardian"}, {"parents_situation", "married"}}) ==
          at_relation);
    CHECK(refused({{"filer_relation", "guardian"}, {"parents_situation", "both_died"}}).empty());
    CHECK(refused({{"filer_relation", "mother"}, {"parents_situation", "both_died"}}) ==
          at_relation);
    CHECK(refused({{"filer_relation", "mother"},
                   {"parents_situation", "one_died"},
                   {"deceased_parent", "mother"}}) ==
          Told{"ANSWER_CONTRADICTS /sections/family_situation/deceased_parent"});
    CHECK(refused({{"filer_relation", "mother"},
                   {"parents_situation", "one_died"},
                   {"deceased_parent", "father"}})
              .empty());

    auto const both = look(
        a_child({{"filer_relation", "mother"}, {"parents_situation", "divorced_without_ruling"}}));
    CHECK(tells(both, "both_parents_attend"));
    auto const one = look(
        a_child({{"filer_relation", "mother"}, {"parents_situation", "other_parent_unknown"}}));
    CHECK_FALSE(tells(one, "both_parents_attend"));
    CHECK(asks(look(a_child()), "family_situation", "filer_nik"));
    CHECK_FALSE(asks(look(a_child()), "family_situation", "custody"));
    CHECK(look(man()).asked.size() == 11);  // Neither parents to sign nor a spouse.
    CHECK_FALSE(asks(look(man()), "family_situation", "parents_situation"));
}

TEST_CASE("answers that cannot both be so are refused at the one that decides") {
    auto const refused = [](Pairs answers) {
        answers.insert(answers.begin(), {{"had_passport", "yes"}, {"old_condition", "full"}});
        return refusals(look(man(answers)));
    };
    auto const at = [](string_view field) {
        return Told{"ANSWER_CONTRADICTS /sections/" + std::string{field}};
    };
    Told const issue = at("passport_history/old_issue_date"),
               expiry = at("passport_history/old_expiry_date");
    CHECK(refused({{"old_issue_date", "2026-11-28"}}).empty());
    CHECK(refused({{"old_issue_date", "2026-11-29"}}) == issue);
    CHECK(refused({{"old_issue_date", "1990-05-15"}}).empty());
    CHECK(refused({{"old_issue_date", "1990-05-14"}}) == issue);
    CHECK(refused({{"old_issue_date", "2020-01-01"}, {"old_expiry_date", "2020-01-01"}}) == expiry);
    CHECK(refused({{"old_issue_date", "2020-01-01"}, {"old_expiry_date", "2020-01-02"}}).empty());
    // V1: nothing is valid for more than ten years.
    CHECK(refused({{"old_issue_date", "2020-01-01"}, {"old_expiry_date", "2030-01-01"}}).empty());
    CHECK(refused({{"old_issue_date", "2020-01-01"}, {"old_expiry_date", "2030-01-02"}}) == expiry);
    CHECK(refused({{"mother_birth_date", "1970-01-01"}}).empty());
    CHECK(refused({{"mother_birth_date", "1990-05-15"}}) == at("parents/mother_birth_date"));
    CHECK(refused({{"father_birth_date", "2027-01-01"}}) == at("parents/father_birth_date"));
    CHECK(refused({{"id_document_issue_date", "1990-05-14"}}) ==
          at("id_card/id_document_issue_date"));
    CHECK(refused({{"civil_status", "married"}, {"spouse_birth_date", "2026-11-29"}}) ==
          at("spouse/spouse_birth_date"));
    CHECK(refused({{"civil_status", "single"}, {"spouse_birth_date", "2026-11-29"}}).empty());

    auto draft = whole();
    set(draft, {{"mother_birth_date", "1990-05-15"}});
    CHECK(look(draft).questionnaire_complete);
    CHECK_FALSE(look(draft).additional_data_complete);
}

TEST_CASE("D13: the printed name is confirmed as it is today, and again when it changes") {
    auto draft = whole();
    draft.person->full_name = "Budi Santosa";
    auto const changed = look(draft);
    CHECK(misses(changed, "printed_name", "printed_name_confirmed"));
    CHECK(changed.missing.size() == 1);
    CHECK(changed.questionnaire_complete);
    CHECK_FALSE(changed.additional_data_complete);
    set(draft, {{"printed_name_confirmed", "BUDI SANTOSA"}});
    CHECK(look(draft).additional_data_complete);
    draft.answers.erase("printed_name");
    CHECK(look(draft).missing.size() == 1);

    draft = whole();
    draft.person->full_name = "123";
    CHECK(refusals(look(draft)) == Told{"NAME_NOT_PRINTABLE /sections/identity/full_name"});
    CHECK_FALSE(look(draft).additional_data_complete);
}

TEST_CASE("D13 3.6: who is printed otherwise than written is told") {
    auto draft = whole();
    CHECK_FALSE(tells(look(draft), "name_shortened"));
    draft.person->full_name = "Raden Mas Bambang Soeryodiningrat Koesoemowidagdo";
    CHECK(tells(look(draft), "name_shortened"));
    draft.person->full_name = "Ai'nun";
    CHECK(tells(look(draft), "name_signs_changed"));
}

TEST_CASE("2.5 3.6: umrah with a single name asks for the father's, bin or binti") {
    auto draft = man({{"purpose", "umrah"}});
    CHECK_FALSE(asks(look(draft), "printed_name", "endorsement_father_name"));
    draft.person->full_name = "Suryani";
    auto const found = look(draft);
    CHECK(misses(found, "printed_name", "endorsement_father_name"));
    auto const notice = *notice_of(found, "umrah_single_name");
    CHECK(notice.pointer == "/sections/printed_name/endorsement_father_name");
    CHECK(notice.params == std::vector<Error::Param>{{"word", "bin"}});
    draft.person->sex = identity::Sex::female;
    CHECK(notice_of(look(draft), "umrah_single_name")->params ==
          std::vector<Error::Param>{{"word", "binti"}});
    set(draft, {{"purpose", "hajj"}});
    CHECK_FALSE(tells(look(draft), "umrah_single_name"));
    CHECK_FALSE(asks(look(draft), "printed_name", "endorsement_father_name"));
}
