#include "tests/contract/passport_records_contract.hpp"

#include "sim/outside_ports.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <string>

namespace mpaspor::contract {

using application::KnownPassport;

namespace {

identity::Nik nik(std::string_view text) {
    return identity::Nik::parse(text).value();
}

identity::Nik const kNobody = nik("3171011505900077");

/// The last one counts, by its date of issue: the samples have somebody with two.
void knows_the_last_passport(app::PassportRecords& port) {
    auto const samples = sample_passports();
    bool several = false;
    for (auto const& person : samples) {
        auto last = person;
        for (auto const& other : samples) {
            if (other.nik != person.nik) continue;
            several = several || other.number != person.number;
            if (other.issued > last.issued) last = other;
        }
        std::chrono::year_month_day const expires{last.expires};
        auto const found = port.find(person.nik).value();
        REQUIRE(found.has_value());
        CHECK(found->expires == expires.year() / expires.month());
        CHECK(found->reported_lost == last.reported_lost);
    }
    CHECK(several);
    CHECK(std::ranges::any_of(samples, &outside::Passport::reported_lost));
}

void knows_none_of_others(app::PassportRecords& port) {
    CHECK(port.find(kNobody).value() == std::nullopt);
    CHECK(port.find(kNobody).value() == std::nullopt);  // May be repeated.
}

/// Down, nonsense and a contradiction are "could not find out", never "none" and never "known".
void says_when_it_could_not_find_out(PassportsUnderTest const& passports) {
    auto const somebody = sample_passports().front().nik;
    for (auto const& faults : {outside::Faults{.down = true}, outside::Faults{.garbage = true},
                               outside::Faults{.contradictory = true}}) {
        for (auto const& person : {somebody, kNobody}) {
            passports.set_faults(faults);
            auto const found = passports.port.find(person);
            REQUIRE_FALSE(found.has_value());
            CHECK(found.error().code == Code::gateway_unavailable);
            CHECK(found.error().detail.find(person.text()) == std::string::npos);
            passports.set_faults({});
            CHECK(passports.port.find(person).has_value());
        }
    }
}

}  // namespace

std::vector<outside::Passport> sample_passports() {
    std::ifstream file{MPASPOR_SOURCE_DIR "/data/samples/passports.tsv"};
    std::string const text{std::istreambuf_iterator<char>{file}, {}};
    return outside::parse_passports(text).value();
}

void passport_records(PassportsUnderTest const& passports) {
    knows_the_last_passport(passports.port);
    knows_none_of_others(passports.port);
    says_when_it_could_not_find_out(passports);
}

TEST_CASE("the simulated issuing system keeps the contract without a network (D10)") {
    outside::Dpri dpri{sample_passports()};
    sim::DirectPassports port{dpri};
    passport_records(
        {.port = port, .set_faults = [&](outside::Faults faults) { dpri.faults = faults; }});
}

}  // namespace mpaspor::contract
