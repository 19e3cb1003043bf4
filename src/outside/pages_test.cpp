#include "outside/pages.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using outside::Citizen;

namespace {

Citizen const kSomebody{.record = {.nik = identity::Nik::parse("1902015505900002").value(),
                                   .full_name = "RATNA <b>",
                                   .birth_date = LocalDate{std::chrono::days{7439}},
                                   .birth_place = "MANGGAR",
                                   .sex = identity::Sex::female,
                                   .family_card_number = "1902010309080024",
                                   .mother_name = "SITI"},
                        .sample = "some_case",
                        .type_instead = "birth_place=SIJUK",
                        .expect = "The place is named."};

}  // namespace

TEST_CASE("the page of samples shows of each person what is to be typed, and what follows") {
    auto const page = outside::samples_page({kSomebody, kSomebody});
    for (std::string const shown :
         {"some_case", "1902015505900002", "RATNA &lt;b&gt;", "1990-05-15", "MANGGAR", "female",
          "1902010309080024", "SITI", "birth_place=SIJUK", "The place is named."}) {
        CAPTURE(shown);
        auto const first = page.find("<td>" + shown + "</td>");
        CHECK(first != std::string::npos);
        CHECK(page.find("<td>" + shown + "</td>", first + 1) != std::string::npos);
    }
    CHECK(page.find("<b>") == std::string::npos);
}

TEST_CASE("the front page leads to the samples") {
    auto const page = outside::front_page(
        {.messages = {}, .entries = {}, .faults = "{}", .samples = 52, .now = Instant{}});
    CHECK(page.find("knows 52 invented people. <a href=\"/samples\">") != std::string::npos);
}

TEST_CASE("the form of faults can make a system contradict itself") {
    CHECK(outside::fault_json({{"system", "dpri"}, {"contradictory", "1"}}) ==
          R"({"system":"dpri","contradictory":true})");
}
