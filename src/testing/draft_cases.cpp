#include "testing/draft_cases.hpp"

#include "base/text.hpp"
#include "testing/sample_rules.hpp"

#include <initializer_list>
#include <utility>

namespace mpaspor::testing {
namespace {

using application::Draft;
using application::DraftRules;
using application::PassportRecord;
using std::string_view;

using Answers = std::initializer_list<std::pair<string_view, string_view>>;

LocalDate date(string_view text) {
    return date_from_text(text).value();
}

/// Collects cases; each begins with a person and some answers.
class Cases {
public:
    explicit Cases(DraftRules const& rules) : rules_(rules) {}

    void add(string_view sentence, string_view birth, Answers answers, string_view on = {},
             Answers more = {}) {
        Draft draft;
        draft.person = {.full_name = "Siti Aminah",
                        .birth_date = date(birth),
                        .birth_place = "Pontianak",
                        .sex = identity::Sex::female};
        draft.record = PassportRecord::none;
        auto const day = on.empty() ? case_day() : date(on);
        for (auto const& some : {answers, more}) {
            for (auto const& [field, value] : some) {
                if (!value.empty()) answer(draft.answers, rules_.form_on(day), field, value);
            }
        }
        cases_.push_back({sentence, std::move(draft), day});
    }

    std::vector<DraftCase> all() && { return std::move(cases_); }

private:
    DraftRules const& rules_;
    std::vector<DraftCase> cases_ = {};
};

constexpr string_view kGrown = "1990-05-15", kTen = "2016-05-15", kSixteen = "2010-05-15";

void add_adults(Cases& cases) {
    cases.add("adult, first passport", kGrown, {{"had_passport", "never"}});
    cases.add("adult, expired, issued in Indonesia on 1 January 2009, data the same", kGrown,
              {{"had_passport", "yes"},
               {"old_condition", "expiring"},
               {"old_issued_in", "indonesia"},
               {"old_issue_date", "2009-01-01"},
               {"old_data_same", "yes"}});
    cases.add("the same, pages full", kGrown,
              {{"had_passport", "yes"},
               {"old_condition", "full"},
               {"old_issued_in", "indonesia"},
               {"old_issue_date", "2020-01-01"},
               {"old_data_same", "yes"}});
    cases.add("adult, expired, issued the day before", kGrown,
              {{"had_passport", "yes"},
               {"old_condition", "expiring"},
               {"old_issued_in", "indonesia"},
               {"old_issue_date", "2008-12-31"},
               {"old_data_same", "yes"}});
    cases.add("adult, expired, issued abroad", kGrown,
              {{"had_passport", "yes"},
               {"old_condition", "expiring"},
               {"old_issued_in", "abroad"},
               {"old_issue_date", "2020-01-01"},
               {"old_data_same", "yes"}});
    cases.add("adult, expired, data differ", kGrown,
              {{"had_passport", "yes"},
               {"old_condition", "expiring"},
               {"old_issued_in", "indonesia"},
               {"old_issue_date", "2020-01-01"},
               {"old_data_same", "no"}});
    cases.add("adult, naturalised", kGrown,
              {{"had_passport", "never"}, {"citizenship", "indonesian"}, {"naturalised", "yes"}});
    cases.add("adult, name changed", kGrown, {{"had_passport", "never"}, {"name_changed", "yes"}});
    cases.add("married at 16, first passport", kSixteen,
              {{"had_passport", "never"}, {"civil_status", "married"}});
}

void add_purposes(Cases& cases) {
    cases.add("umrah", kGrown, {{"had_passport", "never"}, {"purpose", "umrah"}});
    cases.add("umrah, the day before recommendations ended", kGrown,
              {{"had_passport", "never"}, {"purpose", "umrah"}}, "2023-02-21");
    cases.add("umrah, the day they ended", kGrown,
              {{"had_passport", "never"}, {"purpose", "umrah"}}, "2023-02-22");
    cases.add("hajj", kGrown, {{"had_passport", "never"}, {"purpose", "hajj"}});
    cases.add("hajj, the day before recommendations ended", kGrown,
              {{"had_passport", "never"}, {"purpose", "hajj"}}, "2023-08-27");
    cases.add("migrant worker, first passport", kGrown,
              {{"had_passport", "never"}, {"purpose", "migrant_work"}});
    cases.add("migrant worker, the day before recommendations ended", kGrown,
              {{"had_passport", "never"}, {"purpose", "migrant_work"}}, "2023-08-27");
    cases.add("migrant worker, replacement", kGrown,
              {{"had_passport", "yes"},
               {"old_condition", "full"},
               {"old_issued_in", "indonesia"},
               {"old_issue_date", "2020-01-01"},
               {"old_data_same", "yes"},
               {"purpose", "migrant_work"}});
}

void add_at_office(Cases& cases) {
    auto const add = [&](string_view sentence, string_view condition, string_view expiry) {
        cases.add(
            sentence, kGrown,
            {{"had_passport", "yes"}, {"old_condition", condition}, {"old_expiry_date", expiry}});
    };
    add("lost, on its last day", "lost", "2026-11-28");
    add("lost, expired", "lost", "2026-11-27");
    add("lost in a disaster", "lost_force_majeure", "2030-01-01");
    add("damaged, valid", "damaged", "2030-01-01");
    add("damaged, expired", "damaged", "2020-01-01");
    add("damaged in a disaster", "damaged_force_majeure", "2030-01-01");
    add("data change", "data_changed", "2030-01-01");
}

void add_children(Cases& cases) {
    auto const add = [&](string_view sentence, Answers family) {
        cases.add(sentence, kTen, family);
    };
    add("child, parents married", {{"had_passport", "never"},
                                   {"filer_relation", "mother"},
                                   {"parents_situation", "married"}});
    add("child, parents married, pages full", {{"had_passport", "yes"},
                                               {"old_condition", "full"},
                                               {"old_issued_in", "indonesia"},
                                               {"old_issue_date", "2022-01-01"},
                                               {"old_data_same", "yes"},
                                               {"filer_relation", "mother"},
                                               {"parents_situation", "married"}});
    add("child, divorced, the one who files has custody",
        {{"had_passport", "never"},
         {"filer_relation", "mother"},
         {"parents_situation", "divorced_with_ruling"},
         {"custody", "mother"}});
    add("child, divorced, the other has custody", {{"had_passport", "never"},
                                                   {"filer_relation", "father"},
                                                   {"parents_situation", "divorced_with_ruling"},
                                                   {"custody", "mother"}});
    add("child, divorced, both have custody", {{"had_passport", "never"},
                                               {"filer_relation", "father"},
                                               {"parents_situation", "divorced_with_ruling"},
                                               {"custody", "both"}});
    add("child, divorced, no ruling", {{"had_passport", "never"},
                                       {"filer_relation", "father"},
                                       {"parents_situation", "divorced_without_ruling"}});
    add("child, the other parent's whereabouts unknown",
        {{"had_passport", "never"},
         {"filer_relation", "mother"},
         {"parents_situation", "other_parent_unknown"}});
    add("child, one parent died", {{"had_passport", "never"},
                                   {"filer_relation", "mother"},
                                   {"parents_situation", "one_died"},
                                   {"deceased_parent", "father"}});
    add("child, both parents died", {{"had_passport", "never"},
                                     {"filer_relation", "guardian"},
                                     {"parents_situation", "both_died"}});
    add("child born abroad", {{"had_passport", "never"},
                              {"born_abroad", "yes"},
                              {"filer_relation", "mother"},
                              {"parents_situation", "married"}});
    add("child, naturalised", {{"had_passport", "never"},
                               {"citizenship", "indonesian"},
                               {"naturalised", "yes"},
                               {"filer_relation", "mother"},
                               {"parents_situation", "married"}});
    add("child, name changed", {{"had_passport", "never"},
                                {"name_changed", "yes"},
                                {"filer_relation", "mother"},
                                {"parents_situation", "married"}});
}

void add_children_with_passports(Cases& cases) {
    cases.add("child, expired, issued in Indonesia, data the same", kTen,
              {{"had_passport", "yes"},
               {"old_condition", "expiring"},
               {"old_issued_in", "indonesia"},
               {"old_issue_date", "2020-01-01"},
               {"old_data_same", "yes"},
               {"filer_relation", "mother"},
               {"parents_situation", "married"}});
    auto const add_at_office = [&](string_view sentence, string_view condition,
                                   string_view expiry) {
        cases.add(sentence, kTen,
                  {{"had_passport", "yes"},
                   {"old_condition", condition},
                   {"old_expiry_date", expiry},
                   {"filer_relation", "mother"},
                   {"parents_situation", "married"}});
    };
    add_at_office("child, lost, valid", "lost", "2030-01-01");
    add_at_office("child, lost, expired", "lost", "2020-01-01");
    add_at_office("child, damaged, valid", "damaged", "2030-01-01");
    add_at_office("child, damaged, expired", "damaged", "2020-01-01");
}

void add_children_of_two_citizenships(Cases& cases) {
    auto const add = [&](string_view sentence, string_view birth, string_view filer,
                         string_view parents, Answers more) {
        cases.add(sentence, birth,
                  {{"had_passport", "never"},
                   {"citizenship", "indonesian_and_other"},
                   {"filer_relation", filer},
                   {"parents_situation", parents}},
                  {}, more);
    };
    constexpr string_view kEighteen = "2008-05-15";
    add("child with two citizenships", kTen, "mother", "married", {});
    add("child with two citizenships, born abroad", kTen, "mother", "married",
        {{"born_abroad", "yes"}});
    add("child with two citizenships, divorced, the one who files has custody", kTen, "mother",
        "divorced_with_ruling", {{"custody", "mother"}});
    add("child with two citizenships, divorced, the other has custody", kTen, "father",
        "divorced_with_ruling", {{"custody", "mother"}});
    add("child with two citizenships, divorced, no ruling", kTen, "mother",
        "divorced_without_ruling", {});
    add("child with two citizenships, one parent died", kTen, "mother", "one_died",
        {{"deceased_parent", "father"}});
    add("child with two citizenships, both parents died", kTen, "guardian", "both_died", {});
    add("two citizenships, 18 years old", kEighteen, "", "married", {});
    add("two citizenships, 18 years old, parents divorced", kEighteen, "", "divorced_with_ruling",
        {});
    add("two citizenships, 18 years old, one parent died", kEighteen, "", "one_died",
        {{"deceased_parent", "father"}});
    add("two citizenships, 18 years old, both parents died", kEighteen, "", "both_died", {});
}

void add_ages(Cases& cases) {
    cases.add("16 years and 364 days", "2009-11-29", {});
    cases.add("17 years to the day", "2009-11-28", {});
    cases.add("16 years, married", "2010-11-28", {{"civil_status", "married"}});
    cases.add("16 years, widowed", "2010-11-28", {{"civil_status", "widowed"}});
    cases.add("10 years", "2016-11-28", {});
    cases.add("90 days before 17", "2010-02-26", {});
    cases.add("91 days before 17", "2010-02-27", {});
    cases.add("90 days before 5", "2022-02-26", {});
    cases.add("90 days before 60", "1967-02-26", {});
    cases.add("60 years", "1966-11-28", {});
    cases.add("17 years, before ten years came", "2005-10-11", {}, "2022-10-11");
    cases.add("17 years, on the day ten years came", "2005-10-12", {}, "2022-10-12");
    cases.add("17 years, on the last day without a choice", "2007-12-16", {}, "2024-12-16");
    cases.add("17 years, on the first day with a choice", "2007-12-17", {}, "2024-12-17");
}

void add_two_citizenships(Cases& cases) {
    auto const add = [&](string_view sentence, string_view birth) {
        cases.add(sentence, birth, {{"citizenship", "indonesian_and_other"}});
    };
    add("two citizenships, 10 years", "2016-11-28");
    add("two citizenships, 16 years to the day", "2010-11-28");
    add("two citizenships, 16 years and a day", "2010-11-27");
    add("two citizenships, 17 years to the day", "2009-11-28");
    add("two citizenships, 18 years and 6 months", "2008-05-28");
    add("two citizenships, 20 years to the day", "2006-11-28");
    add("two citizenships, 20 years and a day", "2006-11-27");
    add("two citizenships, 20 years and 6 months", "2006-05-28");
    add("two citizenships, 21 years", "2005-11-28");
    cases.add("another citizenship", "1990-05-15", {{"citizenship", "other"}});
}

}  // namespace

LocalDate case_day() {
    return date("2026-11-28");
}

std::vector<DraftCase> document_cases(DraftRules const& rules) {
    Cases cases{rules};
    add_adults(cases);
    add_purposes(cases);
    add_at_office(cases);
    add_children(cases);
    add_children_with_passports(cases);
    add_children_of_two_citizenships(cases);
    return std::move(cases).all();
}

std::vector<DraftCase> validity_cases(DraftRules const& rules) {
    Cases cases{rules};
    add_ages(cases);
    add_two_citizenships(cases);
    return std::move(cases).all();
}

}  // namespace mpaspor::testing
