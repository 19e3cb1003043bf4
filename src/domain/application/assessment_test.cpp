#include "domain/application/assessment.hpp"
#include "domain/application/draft_facts.hpp"
#include "testing/drafts.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace mpaspor;
using namespace mpaspor::application;
using namespace mpaspor::testing::drafts;

TEST_CASE("categories are read by their names alone") {
    for (auto const name : kCategories) CHECK(to_text(category_from_text(name).value()) == name);
    CHECK(category_from_text("adult").error().code == Code::unknown_value);
}

TEST_CASE("002-S2 002-S3 002-S4 002-S5: a whole draft is complete, stage by stage") {
    auto const found = look(whole());
    CHECK(found.missing.empty());
    CHECK(refusals(found).empty());
    CHECK(found.notices.empty());
    CHECK(found.flags.empty());
    CHECK(found.type == Type::new_passport);
    CHECK(found.categories == Categories{application::Category::adult});
    CHECK(found.questionnaire_complete);
    CHECK(found.documents_complete);
    CHECK(found.additional_data_complete);
    CHECK(found.product_fits);
    CHECK_FALSE(found.visit_from);

    auto no_purpose = whole();
    no_purpose.answers["journey"].erase("purpose");
    auto const unsaid = look(no_purpose);
    CHECK(misses(unsaid, "journey", "purpose"));
    CHECK_FALSE(unsaid.questionnaire_complete);
    CHECK(unsaid.additional_data_complete);

    auto no_mother = whole();
    no_mother.answers["parents"].erase("mother_name");
    auto const without = look(no_mother);
    CHECK(misses(without, "parents", "mother_name"));
    CHECK(without.questionnaire_complete);
    CHECK_FALSE(without.additional_data_complete);

    auto no_card = whole();
    no_card.attached = {"family_card", "diploma"};
    CHECK_FALSE(look(no_card).documents_complete);
    no_card.attached.emplace_back("moving_abroad_letter");
    CHECK(look(no_card).documents_complete);
}

TEST_CASE("a draft without a person is looked at all the same, and complete in nothing personal") {
    auto draft = whole();
    draft.person.reset();
    auto const found = look(draft);
    CHECK(found.categories == Categories{});
    CHECK(found.validities.empty());
    CHECK_FALSE(found.questionnaire_complete);
    CHECK_FALSE(found.additional_data_complete);
    CHECK_FALSE(found.product_fits);
    CHECK_FALSE(look(Draft{}).missing.empty());
}

TEST_CASE("D11: the questionnaire says which type it is, and 000-11 which start at the office") {
    struct Case {
        Pairs answers;
        std::optional<Type> type;
        bool online;
    };
    using enum Type;
    std::vector<Case> const cases{
        {{}, std::nullopt, true},
        {{{"had_passport", "never"}}, new_passport, true},
        {{{"had_passport", "yes"}}, std::nullopt, true},
        {{{"had_passport", "yes"}, {"old_condition", "expiring"}}, replace_expired, true},
        {{{"had_passport", "yes"}, {"old_condition", "full"}}, replace_full_pages, true},
        {{{"had_passport", "yes"}, {"old_condition", "lost"}}, std::nullopt, false},
        {{{"had_passport", "yes"}, {"old_condition", "lost"}, {"old_expiry_date", "2026-11-28"}},
         replace_lost_valid,
         false},
        {{{"had_passport", "yes"}, {"old_condition", "lost"}, {"old_expiry_date", "2026-11-27"}},
         replace_lost_expired,
         false},
        {{{"had_passport", "yes"}, {"old_condition", "damaged"}, {"old_expiry_date", "2026-11-28"}},
         replace_damaged_valid,
         false},
        {{{"had_passport", "yes"},
          {"old_condition", "damaged_force_majeure"},
          {"old_expiry_date", "2020-01-01"}},
         replace_damaged_expired,
         false},
        {{{"had_passport", "yes"},
          {"old_condition", "lost_force_majeure"},
          {"old_expiry_date", "2030-01-01"}},
         replace_lost_valid,
         false},
        {{{"had_passport", "yes"}, {"old_condition", "data_changed"}}, data_change, false},
        // What was answered before "never" decides nothing any more.
        {{{"had_passport", "never"}, {"old_condition", "lost"}}, new_passport, true},
    };
    for (auto const& [answers, type, online] : cases) {
        auto const found = look(man(answers));
        CHECK(found.type == type);
        auto const at_office =
            online ? Told{} : Told{"TYPE_NOT_ONLINE /sections/passport_history/old_condition"};
        CHECK(refusals(found) == at_office);
        if (!online) CHECK_FALSE(found.questionnaire_complete);
        CHECK(found.at_office.has_value() == (type && !is_online(*type)));
        if (!found.at_office) continue;
        CHECK(found.at_office->type == type);
        CHECK(found.at_office->papers == found.documents);  // Nothing is attached yet.
        CHECK(found.refusals[0].params ==
              std::vector<Error::Param>{{"advice", "at_office." + std::string{to_text(*type)}}});
    }
}

TEST_CASE("2.7: an old passport is replaceable at a visit on which less than six months are left") {
    struct Case {
        string_view expiry, from;
        bool refused;
    };
    // The earliest visit is on 29 November, the latest on 26 February.
    constexpr auto kCases = std::to_array<Case>({
        {"2020-01-01", "", false},
        {"2027-05-28", "", false},
        {"2027-05-29", "2026-11-30", false},
        {"2027-08-25", "2027-02-26", false},
        {"2027-08-26", "2027-02-27", true},
        {"2031-01-01", "2030-07-02", true},
    });
    for (auto const& [expiry, from, refused] : kCases) {
        CAPTURE(expiry);
        auto const found = look(man(
            {{"had_passport", "yes"}, {"old_condition", "expiring"}, {"old_expiry_date", expiry}}));
        CHECK(found.visit_from == (from.empty() ? std::nullopt : std::optional{date(from)}));
        CHECK(tells(found, "replaceable_from") == (!from.empty() && !refused));
        auto const expected =
            refused ? Told{"PASSPORT_STILL_VALID /sections/passport_history/old_expiry_date"}
                    : Told{};
        CHECK(refusals(found) == expected);
        if (refused) {
            CHECK(found.refusals[0].params ==
                  std::vector<Error::Param>{{"from", std::string{from}}});
        }
        // With full pages it does not matter how long it is valid.
        auto const full = look(
            man({{"had_passport", "yes"}, {"old_condition", "full"}, {"old_expiry_date", expiry}}));
        CHECK(refusals(full).empty());
        CHECK_FALSE(full.visit_from);
    }
}

TEST_CASE("2.7: six months are counted by the calendar, at the end of months too") {
    CHECK(replaceable_from(date("2027-03-15"), 6) == date("2026-09-16"));
    CHECK(replaceable_from(date("2027-08-31"), 6) == date("2027-03-01"));
    CHECK(replaceable_from(date("2027-08-27"), 6) == date("2027-02-28"));
    CHECK(replaceable_from(date("2027-02-28"), 6) == date("2026-09-01"));
    CHECK(replaceable_from(date("2027-02-27"), 6) == date("2026-08-28"));
    CHECK(replaceable_from(date("2027-03-15"), 0) == date("2027-03-16"));
}

TEST_CASE("D10 R6: a passport on record and `never` contradict, unless the record is disputed") {
    auto draft = man({{"had_passport", "never"}});
    draft.record = PassportRecord::known;
    auto const refused = look(draft);
    CHECK(refusals(refused) == Told{"PASSPORT_ON_RECORD /sections/passport_history/had_passport"});
    CHECK(misses(refused, "passport_history", "record_is_wrong"));
    CHECK(refused.flags.empty());

    set(draft, {{"record_is_wrong", "no"}});
    CHECK(look(draft).refusals.size() == 1);
    set(draft, {{"record_is_wrong", "yes"}});
    auto const disputed = look(draft);
    CHECK(disputed.refusals.empty());
    CHECK(disputed.flags == Told{"record_disputed"});
    CHECK(tells(disputed, "record_disputed"));

    // Only who contradicts the record is asked about it.
    set(draft, {{"had_passport", "yes"}});
    auto const agreed = look(draft);
    CHECK_FALSE(asks(agreed, "passport_history", "record_is_wrong"));
    CHECK(agreed.refusals.empty());
    CHECK(agreed.flags.empty());
    CHECK(agreed.notices.empty());
}

TEST_CASE("D10 R6: without an answer of the issuing system the fee is warned of") {
    for (auto const* answer : {"never", "yes"}) {
        auto draft = man({{"had_passport", answer}});
        draft.record = PassportRecord::pending;
        CHECK(tells(look(draft), "record_pending"));
        CHECK(look(draft).flags.empty());
        draft.record = PassportRecord::unavailable;
        auto const found = look(draft);
        CHECK(tells(found, "record_unavailable"));
        CHECK(found.flags == Told{"record_unavailable"});
        CHECK(found.notices[0].pointer == "/sections/passport_history/had_passport");
        CHECK(found.refusals.empty());
    }
    CHECK(look(man({{"had_passport", "yes"}})).flags == Told{"record_not_found"});
    auto unsaid = man();
    unsaid.record = PassportRecord::unavailable;
    CHECK(look(unsaid).notices.empty());
}

TEST_CASE("002-S5 V2 V5: type, validity and product chosen at stage 5 fit the questionnaire") {
    auto const refused = [](ChosenProduct const& chosen, Pairs const& answers = {}) {
        auto draft = whole();
        set(draft, answers);
        draft.product = chosen;
        auto const found = look(draft);
        CHECK(found.product_fits == found.refusals.empty());
        CHECK(found.questionnaire_complete == (draft.answers["journey"]["purpose"] != ""));
        return refusals(found);
    };
    using enum Type;
    auto const laminated = Product::electronic_laminated, small = Product::non_electronic_24;
    CHECK(refused({new_passport, laminated, 5}).empty());
    CHECK(refused({new_passport, laminated, 7}) ==
          Told{"VALIDITY_NOT_OFFERED /sections/product/validity_years"});
    CHECK(refused({replace_expired, laminated, 5}) ==
          Told{"ANSWER_CONTRADICTS /sections/product/type"});
    CHECK(refused({new_passport, laminated, 5, true}).empty());
    CHECK(refused({new_passport, small, 5}) ==
          Told{"ANSWER_CONTRADICTS /sections/product/product"});
    Pairs const migrant{{"purpose", "migrant_work"}};
    CHECK(refused({new_passport, small, 5}, migrant).empty());
    CHECK(refused({new_passport, small, 10}, migrant) ==
          Told{"ANSWER_CONTRADICTS /sections/product/product"});
    CHECK(refused({new_passport, laminated, 10}, migrant).empty());

    auto full = man({{"had_passport", "yes"}, {"old_condition", "full"}});
    full.product = {replace_full_pages, laminated, 5, true};
    CHECK(refusals(look(full)) == Told{"ACCELERATED_NOT_OFFERED /sections/product/accelerated"});
    full.product->accelerated = false;
    CHECK(look(full).product_fits);

    auto young = a_child({{"had_passport", "never"}});
    young.product = {new_passport, laminated, 10};
    auto const found = look(young);
    CHECK(refusals(found) == Told{"VALIDITY_NOT_OFFERED /sections/product/validity_years"});
    CHECK(found.refusals[0].params == std::vector<Error::Param>{{"choices", "5"}});
    CHECK_FALSE(found.product_fits);

    auto unsaid = man();
    unsaid.product = {new_passport, laminated, 5};
    CHECK(look(unsaid).refusals.empty());
    CHECK_FALSE(look(unsaid).product_fits);
    CHECK_FALSE(look(man({{"had_passport", "never"}})).product_fits);
}

TEST_CASE("2.5: a migrant worker's first passport is told to be free") {
    CHECK(tells(look(man({{"had_passport", "never"}, {"purpose", "migrant_work"}})),
                "migrant_first_passport"));
    CHECK_FALSE(tells(
        look(
            man({{"had_passport", "yes"}, {"old_condition", "full"}, {"purpose", "migrant_work"}})),
        "migrant_first_passport"));
}

TEST_CASE("a changed answer names what it asks, drops and adds") {
    auto before = whole(), after = whole();
    set(after, {{"had_passport", "yes"}, {"old_condition", "full"}, {"civil_status", "married"}});
    auto const what = consequences(look(before), look(after));
    std::vector<std::string> missing;
    for (auto const& fault : what.now_missing) missing.push_back(fault.field);
    CHECK(missing == Told{"old_expiry_date", "old_passport_number", "old_issue_date",
                          "old_issued_in", "old_data_same", "spouse_name", "spouse_citizenship",
                          "spouse_birth_place", "spouse_birth_date"});
    CHECK(what.no_longer_asked.empty());
    CHECK(what.documents_added == Told{"old_passport"});
    CHECK(what.documents_dropped.empty());
    CHECK(what.product_dropped);

    auto const back = consequences(look(after), look(before));
    CHECK(back.now_missing.empty());
    CHECK(back.no_longer_asked.size() == 10);
    CHECK(back.no_longer_asked.front() == "passport_history/old_condition");
    CHECK(back.documents_dropped == Told{"old_passport"});
    CHECK_FALSE(back.product_dropped);

    auto const nothing = consequences(look(before), look(before));
    CHECK(nothing.now_missing.empty());
    CHECK(nothing.no_longer_asked.empty());
    CHECK(nothing.documents_added.empty());
    CHECK(nothing.documents_dropped.empty());
}

TEST_CASE("an assessment is good until the next day that could change it") {
    auto const until = [](string_view birth) {
        auto draft = man();
        draft.person->birth_date = date(birth);
        return look(draft).good_until;
    };
    // A birthday, or the first day on which the latest visit is on one, or a day after either.
    CHECK(until("1990-12-01") == date("2026-12-01"));
    CHECK(until("1990-11-28") == date("2026-11-29"));
    CHECK(until("1990-02-27") == date("2026-11-29"));
    CHECK(until("1990-05-15") == date("2027-02-14"));
    // Without a person: a year, or what the rules say.
    CHECK(assess({}, rules(), kToday).good_until == kToday + std::chrono::days{366});
    CHECK(assess({}, rules(), date("2023-08-01")).good_until == date("2023-08-28"));
    auto later = rules();
    later.forms.push_back(later.forms.front());
    later.forms.back().from = date("2026-12-24");
    CHECK(assess(man(), later, kToday).good_until == date("2026-12-24"));
    CHECK(later.form_on(date("2026-12-23")).from == LocalDate{});
    CHECK(later.form_on(date("2026-12-24")).from == date("2026-12-24"));
    // A passport that was lost is valid until its last day is over.
    auto const lost = man(
        {{"had_passport", "yes"}, {"old_condition", "lost"}, {"old_expiry_date", "2026-11-30"}});
    CHECK(look(lost).good_until == date("2026-11-30"));
    CHECK(assess(lost, rules(), date("2026-11-30")).good_until == date("2026-12-01"));
}

TEST_CASE("a new version of the form asks more of a draft, from its first day") {
    auto newer = rules();
    newer.forms.push_back(newer.forms.front());
    newer.forms.back().from = kToday + std::chrono::days{1};
    newer.forms.back().sections[0].fields.push_back(
        {.id = "another", .kind = form::FieldKind::yes_no});
    CHECK(assess(whole(), newer, kToday).questionnaire_complete);
    auto const tomorrow = assess(whole(), newer, kToday + std::chrono::days{1});
    CHECK_FALSE(tomorrow.questionnaire_complete);
    CHECK(misses(tomorrow, "passport_history", "another"));
}
