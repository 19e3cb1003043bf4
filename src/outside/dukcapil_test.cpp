#include "outside/dukcapil.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string>

using namespace mpaspor;
using identity::RegistryField;
using identity::RegistryQuestion;
using identity::RegistryStatus;
using outside::Dukcapil;

namespace {

std::vector<outside::Citizen> samples() {
    std::ifstream file{MPASPOR_SOURCE_DIR "/data/samples/citizens.tsv"};
    std::string const text{std::istreambuf_iterator<char>{file}, {}};
    return outside::parse_citizens(text).value();
}

RegistryQuestion budi() {
    return {.nik = identity::Nik::parse("1902011505900001").value(),
            .full_name = "BUDI SANTOSO",
            .birth_date = LocalDate{std::chrono::days{7439}},
            .birth_place = "TANJUNGPANDAN",
            .sex = identity::Sex::male,
            .family_card_number = samples().front().record.family_card_number,
            .mother_name = "SRI WAHYUNI"};
}

std::string const kBudi =
    R"({"nik":"1902011505900001","nama":"Budi  santoso","tgl_lahir":"1990-05-15",)"
    R"("tempat_lahir":"Tanjungpandan","jenis_kelamin":"L","no_kk":"1902010000000000",)"
    R"("nama_ibu":"SRI WAHYUNI"})";

}  // namespace

TEST_CASE("the sample citizens show every status of the registry (3.3)") {
    auto const citizens = samples();
    CHECK(citizens.size() > 50);
    for (auto const status :
         {RegistryStatus::found, RegistryStatus::not_found, RegistryStatus::deceased,
          RegistryStatus::duplicate, RegistryStatus::inactive}) {
        Dukcapil registry{citizens, ""};
        bool shown = false;
        for (auto const& citizen : citizens) {
            auto const answer = registry.look_up(citizen.record);
            CHECK(answer.status == citizen.status);
            CHECK(answer.mismatches.empty());
            shown = shown || answer.status == status;
        }
        CHECK(shown);
    }
}

TEST_CASE("the registry answers per field whether it agrees (3.3)") {
    Dukcapil registry{samples(), ""};
    auto question = budi();
    CHECK(registry.look_up(question).mismatches.empty());
    question.full_name = "budi  SANTOSO ";
    CHECK(registry.look_up(question).mismatches.empty());
    question.full_name = "BUDI SANTOSA";
    question.sex = identity::Sex::female;
    question.mother_name = "SRI";
    CHECK(registry.look_up(question).mismatches ==
          std::vector{RegistryField::full_name, RegistryField::sex, RegistryField::mother_name});
    question = budi();
    question.birth_date += std::chrono::days{1};
    question.birth_place = "MANGGAR";
    question.family_card_number = "1";
    CHECK(registry.look_up(question).mismatches == std::vector{RegistryField::birth_date,
                                                               RegistryField::birth_place,
                                                               RegistryField::family_card_number});
}

TEST_CASE("a number that is not in the table is not found, unless its prefix matches everybody") {
    auto question = budi();
    question.nik = identity::Nik::parse("9999991505900001").value();
    CHECK(Dukcapil(samples(), "").look_up(question).status == RegistryStatus::not_found);
    CHECK(Dukcapil(samples(), "99").look_up(question).status == RegistryStatus::found);
    CHECK(Dukcapil(samples(), "98").look_up(question).status == RegistryStatus::not_found);
    question = budi();
    question.full_name = "SOMEBODY";
    CHECK(Dukcapil(samples(), "19").look_up(question).mismatches.size() == 1);
}

TEST_CASE("the registry answers in its own JSON and never shows its record") {
    Dukcapil registry{samples(), ""};
    auto const reply = registry.verify(kBudi);
    CHECK(reply.status == 200);
    CHECK(reply.body == R"({"referensi":"DK-1","status":"DITEMUKAN","hasil":{"nama":"SESUAI",)"
                        R"("tgl_lahir":"SESUAI","tempat_lahir":"SESUAI","jenis_kelamin":"SESUAI",)"
                        R"("no_kk":"TIDAK_SESUAI","nama_ibu":"SESUAI"}})");
    CHECK(registry.verify("{}").status == 400);
}

TEST_CASE("the registry's faults: down, garbage, quota used up") {
    Dukcapil registry{samples(), ""};
    registry.faults.quota_exceeded = true;
    CHECK(registry.verify(kBudi).status == 429);
    registry.faults = {.garbage = true};
    CHECK(registry.verify(kBudi).body.find("SESUAI") == std::string::npos);
    registry.faults = {.contradictory = true};
    CHECK(registry.verify(kBudi).body.find(R"("status":"GANDA","hasil")") != std::string::npos);
    registry.faults = {.down = true};
    CHECK(registry.verify(kBudi).status == 503);
}

TEST_CASE("a sample says what it shows, and what is to be typed to see it") {
    for (auto const& citizen : samples()) {
        CAPTURE(citizen.record.nik.text());
        CHECK_FALSE(citizen.sample.empty());
        CHECK(citizen.expect.ends_with('.'));
        CHECK((citizen.type_instead.empty() || citizen.type_instead.find('=') > 0));
    }
}

TEST_CASE("a line of the table that cannot be read is named") {
    auto const read = outside::parse_citizens("header\n1902011505900001\tonly\n");
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().detail == "citizens, line 2");
}
