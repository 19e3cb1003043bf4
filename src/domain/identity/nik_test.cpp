#include "domain/identity/nik.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using namespace mpaspor::identity;
using namespace std::chrono;

namespace {

LocalDate date(int y, unsigned m, unsigned d) {
    return LocalDate{year{y} / month{m} / day{d}};
}

constexpr LocalDate kToday{year{2026} / November / 22};

}  // namespace

TEST_CASE("a NIK is 16 ASCII digits with a birth date that can exist and a serial (002-F5, 3.1)") {
    struct Case {
        char const* name;
        std::string text;
        bool well_formed;
    };
    for (auto const& c : {
             Case{"the man of the rule book", "1902011505900001", true},
             Case{"the woman of the same day", "1902015505900002", true},
             Case{"a region that no list has", "9999991505900001", true},
             Case{"first and last day of a man", "1902010101900001", true},
             Case{"day 31", "1902013112900001", true},
             Case{"day 32", "1902013212900001", false},
             Case{"day 00", "1902010005900001", false},
             Case{"day 40, no woman's", "1902014005900001", false},
             Case{"day 41, a woman's first", "1902014105900001", true},
             Case{"day 71, a woman's last", "1902017112900001", true},
             Case{"day 72", "1902017212900001", false},
             Case{"month 00", "1902011500900001", false},
             Case{"month 13", "1902011513900001", false},
             Case{"31 April", "1902013104900001", false},
             Case{"29 February of a leap year", "1902012902960001", true},
             Case{"29 February 00: in 2000", "1902012902000001", true},
             Case{"29 February of no leap year in any century", "1902012902010001", false},
             Case{"serial 0000", "1902011505900000", false},
             Case{"serial 9999", "1902011505909999", true},
             Case{"15 digits", "190201150590001", false},
             Case{"17 digits", "19020115059000001", false},
             Case{"none", "", false},
             Case{"a letter", "190201150590000O", false},
             Case{"spaces around", " 902011505900001", false},
             Case{"Arabic-Indic digits", "\u0661902011505900001", false},
             Case{"a province that begins with 0", "0902011505900001", false},
             Case{"all equal, which is a filler", "1111111111111111", false},
         }) {
        CAPTURE(c.name);
        auto const nik = Nik::parse(c.text);
        REQUIRE(nik.has_value() == c.well_formed);
        if (nik) {
            CHECK(nik->text() == c.text);
        } else {
            CHECK(nik.error().code == Code::malformed_nik);
            CHECK(nik.error().detail.find(c.text) == (c.text.empty() ? 0 : std::string::npos));
        }
    }
}

// Codes are withdrawn when provinces and regencies are divided: all of 91 and 92 in Papua, those of
// the north in 64 (now 65). A list would refuse whoever was registered before.
TEST_CASE("no region refuses anybody, whether it is, was, or never was on a list (3.1)") {
    auto const numbered = [](int number, std::size_t width) {
        auto const text = std::to_string(number);
        return std::string(width - text.size(), '0') + text;
    };
    int parsed = 0;
    for (int province = 10; province <= 99; ++province) {
        for (int regency = 0; regency <= 99; ++regency) {
            for (int const district : {0, 1, 42, 99}) {
                auto const region =
                    numbered(province, 2) + numbered(regency, 2) + numbered(district, 2);
                auto const nik = Nik::parse(region + "1505900001");
                REQUIRE(nik.has_value());
                REQUIRE(nik->warnings(date(1990, 5, 15), Sex::male).empty());
                ++parsed;
            }
        }
    }
    CHECK(parsed == 90 * 100 * 4);
    for (std::string const withdrawn : {"910101", "920101", "927101", "640401", "647301"}) {
        CHECK(Nik::parse(withdrawn + "1505900001").has_value());
    }
}

TEST_CASE("birthday and sex stand in a NIK; a woman's day has 40 added") {
    auto const man = *Nik::parse("1902011505900001"), woman = *Nik::parse("1902015505900002");
    CHECK(man.birthday() == May / 15);
    CHECK(woman.birthday() == May / 15);
    CHECK(man.sex() == Sex::male);
    CHECK(woman.sex() == Sex::female);
    CHECK(Nik::parse("1902014101900001")->birthday() == January / 1);
}

TEST_CASE("the century of a NIK is the last one that is not in the future") {
    CHECK(Nik::parse("1902011505900001")->birth_date(kToday) == date(1990, 5, 15));
    CHECK(Nik::parse("1902012211260001")->birth_date(kToday) == date(2026, 11, 22));
    CHECK(Nik::parse("1902012311260001")->birth_date(kToday) == date(1926, 11, 23));
    CHECK(Nik::parse("1902012902000001")->birth_date(kToday) == date(2000, 2, 29));
    CHECK_FALSE(Nik::parse("1902012902000001")->birth_date(date(1999, 1, 1)).has_value());
}

TEST_CASE("a NIK that disagrees with what was typed is a warning, never a refusal") {
    auto const woman = *Nik::parse("1902015505900002");
    CHECK(woman.warnings(date(1990, 5, 15), Sex::female).empty());
    CHECK(woman.warnings(date(1890, 5, 15), Sex::female).empty());
    for (LocalDate const other : {date(1990, 5, 16), date(1990, 6, 15), date(1991, 5, 15)}) {
        CHECK(woman.warnings(other, Sex::female) == std::vector{NikWarning::birth_date_differs});
    }
    CHECK(woman.warnings(date(1990, 5, 15), Sex::male) == std::vector{NikWarning::sex_differs});
    CHECK(woman.warnings(date(1991, 5, 15), Sex::male).size() == 2);
}

TEST_CASE("a masked NIK hides the birth date") {
    CHECK(Nik::parse("1902011505900001")->masked() == "190201******0001");
}
