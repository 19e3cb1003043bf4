#include "domain/application/assessment.hpp"
#include "testing/draft_cases.hpp"
#include "testing/sample_rules.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;

namespace {

struct Expected {
    std::string_view sentence;
    std::vector<int> years;
    std::string_view refused = "", told = "";
};

/// V1 to V7 by hand. Golden test 11 of the rule book (9.4) is among them.
std::vector<Expected> expectations() {
    return {
        {"16 years and 364 days", {5}, "", "comes_of_age"},
        {"17 years to the day", {5, 10}},
        {"16 years, married", {5, 10}},
        {"16 years, widowed", {5, 10}},
        {"10 years", {5}},
        {"90 days before 17", {5}, "", "comes_of_age"},
        {"91 days before 17", {5}},
        {"90 days before 5", {5}, "", "may_come_directly no_longer_toddler"},
        {"90 days before 60", {5, 10}, "", "becomes_elderly"},
        {"60 years", {5, 10}, "", "may_come_directly"},
        {"17 years, before ten years came", {5}},
        {"17 years, on the day ten years came", {10}},
        {"17 years, on the last day without a choice", {10}},
        {"17 years, on the first day with a choice", {5, 10}},
        {"two citizenships, 10 years", {5}},
        {"two citizenships, 16 years to the day", {5}, "", "citizenship_limit_near"},
        {"two citizenships, 16 years and a day", {4}},
        {"two citizenships, 17 years to the day", {4}, "", "citizenship_limit_near"},
        {"two citizenships, 18 years and 6 months", {2}},
        {"two citizenships, 20 years to the day", {1}, "", "citizenship_limit_near"},
        {"two citizenships, 20 years and a day", {}, "CITIZENSHIP_UNDECIDED"},
        {"two citizenships, 20 years and 6 months", {}, "CITIZENSHIP_UNDECIDED"},
        {"two citizenships, 21 years", {}, "CITIZENSHIP_UNDECIDED"},
        {"another citizenship", {5, 10}, "CITIZENS_ONLY"},
    };
}

}  // namespace

TEST_CASE("9.4-11 V1 V2 V3 V4 V5 V7 D12: validity by age, marriage and citizenship, cell by cell") {
    auto const rules = testing::sample_rules(MPASPOR_SOURCE_DIR "/data");
    auto const cases = testing::validity_cases(rules);
    auto const expected = expectations();
    REQUIRE(cases.size() == expected.size());
    for (std::size_t i = 0; i < cases.size(); ++i) {
        CAPTURE(cases[i].sentence);
        REQUIRE(cases[i].sentence == expected[i].sentence);
        auto const found = assess(cases[i].draft, rules, cases[i].on);
        CHECK(found.validities == expected[i].years);
        std::string refused, told;
        for (auto const& error : found.refusals) refused += info(error.code).name;
        for (auto const& notice : found.notices) told += (told.empty() ? "" : " ") + notice.id;
        CHECK(refused == expected[i].refused);
        CHECK(told == expected[i].told);
    }
}
