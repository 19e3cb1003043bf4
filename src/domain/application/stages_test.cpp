#include "domain/application/stages.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace mpaspor::application;

namespace {

using Fact = bool StageFacts::*;

/// What completes stages 1 to 8, in their order.
constexpr std::array<Fact, 8> kFacts{
    &StageFacts::nik_valid,          &StageFacts::questionnaire_complete,
    &StageFacts::documents_complete, &StageFacts::additional_data_complete,
    &StageFacts::product_fits,       &StageFacts::service_point_chosen,
    &StageFacts::has_place,          &StageFacts::settled,
};

}  // namespace

TEST_CASE(
    "the nine stages come in their order, each after the one before it (9.4-1, 002-S1, 002-S2, "
    "002-S3, 002-S4, 002-S5, 002-S6, 002-S7, 002-S8, 002-S9)") {
    StageFacts facts;
    for (std::size_t i = 0; i < kFacts.size(); ++i) {
        auto const stage = static_cast<Stage>(i + 1);
        CAPTURE(stage_info(stage).name);
        CHECK(next_stage(facts) == stage);
        CHECK_FALSE(is_done(stage, facts));
        CHECK(may_complete(stage, facts).has_value());
        if (stage < Stage::proof) {
            auto const early = may_complete(static_cast<Stage>(i + 2), facts);
            REQUIRE_FALSE(early.has_value());
            CHECK(early.error().code == Code::stage_incomplete);
            CHECK(early.error().params[0].value == std::to_string(i + 1));
        }
        facts.*kFacts[i] = true;
        CHECK(is_done(stage, facts));
    }
    CHECK(next_stage(facts) == Stage::proof);
    CHECK(is_done(Stage::proof, facts));
}

TEST_CASE("a stage that is undone comes next again, whatever stands after it") {
    StageFacts facts;
    for (Fact const fact : kFacts) facts.*fact = true;
    for (std::size_t i = 0; i < kFacts.size(); ++i) {
        StageFacts without = facts;
        without.*kFacts[i] = false;
        CHECK(next_stage(without) == static_cast<Stage>(i + 1));
    }
}

TEST_CASE("002-S9: there is no proof without a settled fee, nor without a visit (002-A1)") {
    StageFacts facts;
    facts.has_place = true;
    CHECK_FALSE(is_done(Stage::proof, facts));
    facts = {.settled = true};
    CHECK_FALSE(is_done(Stage::proof, facts));
}
