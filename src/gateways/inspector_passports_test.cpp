/// The machine readable zone of an old passport (002-S3, peers 22), read by the real program in
/// pictures that tests/inspect/make_passports.cpp has drawn.

#include "domain/application/old_passport.hpp"
#include "tests/inspect/files.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

using namespace mpaspor;
using namespace mpaspor::testing;
using namespace std::chrono_literals;
using application::OldPassport;
using application::OldPassportField;

namespace {

LocalDate const kToday{2026y / 11 / 28};

/// Of the samples: nobody.
application::OldPassportAnswers answers() {
    return {.number = "X1234567",
            .printed_name = "BUDI SUKARNO PUTRA",
            .birth_date = LocalDate{1990y / 5 / 15},
            .sex = identity::Sex::male,
            .expiry = LocalDate{2035y / 1 / 1}};
}

std::optional<OldPassport> passport_in(app::InspectedFile const& file) {
    if (!file.mrz) return std::nullopt;
    return application::read_old_passport(*file.mrz, kToday);
}

/// What is expected of a sample.
struct Row {
    std::string_view name;
    bool read = true;
    bool blurred = false;
    bool dark = false;
};
constexpr auto kRows = std::to_array<Row>({
    {.name = "sharp"},
    {.name = "tilted"},
    {.name = "tilted_left"},
    {.name = "dark", .dark = true},
    {.name = "soft"},
    {.name = "grainy"},
    {.name = "small"},
    {.name = "on_its_side"},
    {.name = "upside_down"},
    {.name = "on_its_other_side"},
    {.name = "blurred", .read = false, .blurred = true},
    {.name = "without_zone", .read = false},
    {.name = "altered_digit", .read = false},
});

}  // namespace

TEST_CASE("a zone is read where the picture allows, and never guessed (002-S3)") {
    for (auto const& row : kRows) {
        CAPTURE(row.name);
        auto const file = inspected(sample("passports/" + std::string{row.name} + ".jpg"),
                                    inspection::Ask::file_and_mrz)
                              .value();
        auto const passport = passport_in(file);
        CHECK(passport.has_value() == row.read);
        if (passport) CHECK(differences(*passport, answers()).empty());
        CHECK(file.looks_blurred == row.blurred);
        CHECK(file.looks_dark == row.dark);
    }
}

TEST_CASE("a digit that is another in the picture is no match") {
    auto const file =
        inspected(sample("passports/other_number.jpg"), inspection::Ask::file_and_mrz).value();
    auto const passport = passport_in(file);
    REQUIRE(passport.has_value());
    CHECK(differences(*passport, answers()) ==
          std::vector<OldPassportField>{OldPassportField::number});
}

TEST_CASE("nothing is read where nobody asked, nor in a PDF") {
    CHECK_FALSE(inspected(sample("passports/sharp.jpg")).value().mrz);
    CHECK_FALSE(inspected(sample("scan.pdf"), inspection::Ask::file_and_mrz).value().mrz);
}

TEST_CASE("a picture in which there is nothing to read is kept the same as without asking") {
    auto const picture = sample("phone.jpg");
    auto const asked = inspected(picture, inspection::Ask::file_and_mrz).value();
    CHECK_FALSE(asked.mrz);
    CHECK(asked.content == inspected(picture).value().content);
}

TEST_CASE("how many zones are read in the pictures of MPASPOR_PASSPORTS, where that is set") {
    // passport_samples FOLDER COUNT draws them; docs/adr has the figures of one run.
    auto const* const folder = std::getenv("MPASPOR_PASSPORTS");
    if (folder == nullptr) return;
    std::map<std::string, std::array<int, 3>> counts;  // read, of them right, all
    std::ifstream zones{std::string{folder} + "/zones.tsv"};
    std::string name, upper, lower;
    zones >> name >> upper >> lower;
    while (zones >> name >> upper >> lower) {
        std::ifstream picture{std::string{folder} + "/" + name + ".jpg", std::ios::binary};
        std::string const content{std::istreambuf_iterator<char>{picture}, {}};
        auto const passport =
            passport_in(inspected(content, inspection::Ask::file_and_mrz).value());
        auto const truth = application::read_old_passport({upper, lower}, kToday).value();
        auto& [read, right, all] = counts[name.substr(0, name.rfind('_'))];
        ++all;
        if (!passport) continue;
        ++read;
        right += passport->number == truth.number && passport->expiry == truth.expiry &&
                 passport->birth_date == truth.birth_date;
        CHECK(passport->number == truth.number);
    }
    for (auto const& [quality, count] : counts) {
        MESSAGE(quality, ": ", count[0], " read, ", count[1], " right, of ", count[2]);
    }
}
