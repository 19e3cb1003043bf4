#include "domain/identity/verdict.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace mpaspor::identity;
using enum RegistryField;

namespace {

Verdict found_with(std::vector<RegistryField> mismatches) {
    return verdict({.status = RegistryStatus::found, .mismatches = std::move(mismatches)});
}

Verdict not_matched(std::vector<RegistryField> named) {
    return {.refused = Code::nik_not_matched, .mismatches = std::move(named)};
}

}  // namespace

TEST_CASE("VALID needs one field that only the person would know to match (D8)") {
    CHECK(found_with({}).valid());
    CHECK(found_with({family_card_number}).valid());
    CHECK(found_with({mother_name}).valid());
    CHECK(found_with({mother_name, family_card_number}) ==
          not_matched({family_card_number, mother_name}));
}

TEST_CASE("each field alone: six mismatches, two of which do not matter by themselves (D8, D9)") {
    for (RegistryField const field :
         {full_name, birth_date, birth_place, sex, family_card_number, mother_name}) {
        bool const secret = field == family_card_number || field == mother_name;
        auto const said = found_with({field});
        CHECK(said.valid() == secret);
        bool const named = !secret && field != full_name;
        CHECK(said.mismatches == (named ? std::vector{field} : std::vector<RegistryField>{}));
    }
}

TEST_CASE("every field that stands on an identity card has to match (002-S1, 002-F5)") {
    for (RegistryField const field : {full_name, birth_date, birth_place, sex}) {
        CHECK(found_with({field}).refused == Code::nik_not_matched);
    }
}

TEST_CASE("which field differs is named only when NIK and name match (D9)") {
    CHECK(found_with({birth_date}) == not_matched({birth_date}));
    CHECK(found_with({mother_name, birth_date, birth_date}) ==
          not_matched({birth_date, mother_name}));
    CHECK(found_with({birth_date, full_name}) == not_matched({}));
    CHECK(found_with({full_name}) == not_matched({}));
}

TEST_CASE("a NIK that the registry does not confirm has a code of its own, and no fields") {
    struct Case {
        RegistryStatus status;
        Code code;
    };
    for (auto const& c : {Case{RegistryStatus::not_found, Code::nik_not_found},
                          Case{RegistryStatus::deceased, Code::nik_deceased},
                          Case{RegistryStatus::duplicate, Code::nik_duplicate},
                          Case{RegistryStatus::inactive, Code::nik_inactive}}) {
        CHECK(verdict({.status = c.status, .mismatches = {birth_date}}) ==
              Verdict{.refused = c.code});
    }
}

TEST_CASE("a refusal points at each field that may be named") {
    CHECK(accepted({}).has_value());
    auto const refused = accepted(not_matched({birth_date, mother_name}));
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == Code::nik_not_matched);
    CHECK(refused.error().pointer == "/birth_date");
    REQUIRE(refused.error().also.size() == 1);
    CHECK(refused.error().also[0].pointer == "/mother_name");
    CHECK(accepted(not_matched({})).error().pointer.empty());
}

TEST_CASE("a verification counts for the days of the setting (D9)") {
    Instant const at{std::chrono::hours{1}};
    CHECK(valid_until(at, std::chrono::days{30}) == at + std::chrono::hours{720});
}
