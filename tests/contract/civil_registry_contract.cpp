#include "tests/contract/civil_registry_contract.hpp"

#include "sim/outside_ports.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <string>

namespace mpaspor::contract {

using identity::RegistryField;
using identity::RegistryQuestion;
using identity::RegistryStatus;

namespace {

RegistryQuestion with_change(RegistryQuestion question, RegistryField field) {
    switch (field) {
        case RegistryField::full_name: question.full_name += " X"; break;
        case RegistryField::birth_date: question.birth_date += std::chrono::days{1}; break;
        case RegistryField::birth_place: question.birth_place = "ELSEWHERE"; break;
        case RegistryField::sex:
            question.sex =
                question.sex == identity::Sex::male ? identity::Sex::female : identity::Sex::male;
            break;
        case RegistryField::family_card_number:
            question.family_card_number = "1902010101010001";
            break;
        case RegistryField::mother_name: question.mother_name = "SOMEBODY \"ELSE\" \xC3\xA9"; break;
    }
    return question;
}

void agrees_per_field(app::CivilRegistry& port) {
    auto const person = sample_citizens().front().record;
    auto const right = port.check(person).value();
    CHECK(right.status == RegistryStatus::found);
    CHECK(right.mismatches.empty());
    CHECK_FALSE(right.reference.empty());
    for (auto const field :
         {RegistryField::full_name, RegistryField::birth_date, RegistryField::birth_place,
          RegistryField::sex, RegistryField::family_card_number, RegistryField::mother_name}) {
        CAPTURE(static_cast<int>(field));
        auto const answer = port.check(with_change(person, field)).value();
        CHECK(answer.status == RegistryStatus::found);
        CHECK(answer.mismatches == std::vector{field});
    }
}

void knows_every_status(app::CivilRegistry& port) {
    for (auto const& citizen : sample_citizens()) {
        auto const answer = port.check(citizen.record).value();
        CHECK(answer.status == citizen.status);
        CHECK(answer.mismatches.empty());
    }
    auto stranger = sample_citizens().front().record;
    stranger.nik = identity::Nik::parse("3171011505900077").value();
    CHECK(port.check(stranger).value().status == RegistryStatus::not_found);
    stranger.nik = identity::Nik::parse("9999991505900077").value();
    CHECK(port.check(stranger).value().status == RegistryStatus::found);
}

void may_be_repeated(app::CivilRegistry& port) {
    auto const question = with_change(sample_citizens().front().record, RegistryField::sex);
    auto const first = port.check(question).value();
    auto const second = port.check(question).value();
    CHECK(first.status == second.status);
    CHECK(first.mismatches == second.mismatches);
}

/// Down, nonsense and a used-up quota are "could not find out", never an answer about the person.
void says_when_it_could_not_find_out(RegistryUnderTest const& registry) {
    auto const person = sample_citizens().front().record;
    for (auto const& faults : {outside::Faults{.down = true}, outside::Faults{.garbage = true},
                               outside::Faults{.quota_exceeded = true}}) {
        registry.set_faults(faults);
        auto const answer = registry.port.check(person);
        REQUIRE_FALSE(answer.has_value());
        CHECK(answer.error().code == Code::registry_unavailable);
        registry.set_faults({});
        CHECK(registry.port.check(person).has_value());
    }
}

}  // namespace

std::vector<outside::Citizen> sample_citizens() {
    std::ifstream file{MPASPOR_SOURCE_DIR "/data/samples/citizens.tsv"};
    std::string const text{std::istreambuf_iterator<char>{file}, {}};
    return outside::parse_citizens(text).value();
}

void civil_registry(RegistryUnderTest const& registry) {
    agrees_per_field(registry.port);
    knows_every_status(registry.port);
    may_be_repeated(registry.port);
    says_when_it_could_not_find_out(registry);
}

TEST_CASE("the simulated registry keeps the contract without a network (002-F5)") {
    outside::Dukcapil dukcapil{sample_citizens(), std::string{kMatchPrefix}};
    sim::DirectRegistry port{dukcapil};
    civil_registry(
        {.port = port, .set_faults = [&](outside::Faults faults) { dukcapil.faults = faults; }});
}

}  // namespace mpaspor::contract
