#include "http/sections.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace mpaspor;
using form::FieldKind;

namespace {

form::Section section() {
    return {.id = "circumstances",
            .asked = {},
            .fields = {{.id = "needs",
                        .kind = FieldKind::choices,
                        .asked = {},
                        .options = {"sick", "disabled"}},
                       {.id = "purpose",
                        .kind = FieldKind::choice,
                        .asked = {},
                        .options = {"tourism", "hajj"}},
                       {.id = "note", .asked = {}, .length_max = 9}}};
}

/// "CODE pointer" of each fault, in their order; "" when there is none.
std::string faults(std::string const& answers) {
    auto const sent = http::parse_answers(R"({"answers": )" + answers + "}");
    auto const kept = sent ? http::checked(section(), *sent)
                           : Result<form::Answers>{std::unexpected(sent.error())};
    if (kept) return "";
    auto text = std::string{info(kept.error().code).name} + ' ' + kept.error().pointer;
    for (auto const& further : kept.error().also) {
        text += ", " + std::string{info(further.code).name} + ' ' + further.pointer;
    }
    return text;
}

form::Answers kept(std::string const& answers) {
    auto const sent = http::parse_answers(R"({"answers": )" + answers + "}").value();
    return http::checked(section(), sent).value();
}

}  // namespace

TEST_CASE("form sections: options are kept in the order of the form, and shown as they were sent") {
    auto const answers =
        kept(R"({"needs": ["disabled", "sick"], "purpose": "hajj", "note": " a "})");
    CHECK(answers == form::Answers{{"needs", "sick disabled"}, {"note", "a"}, {"purpose", "hajj"}});
    auto const form = section();
    CHECK(http::answers_json(answers, &form) ==
          R"({"needs":["sick","disabled"],"note":"a","purpose":"hajj"})");
}

TEST_CASE("form sections: a part is enough, and blanks are no answer") {
    CHECK(kept("{}").empty());
    CHECK(kept(R"({"note": " ", "purpose": "", "needs": []})").empty());
}

TEST_CASE("form sections: one text or a list, as the question is; an option is one word") {
    CHECK(faults(R"({"needs": "sick"})") == "WRONG_TYPE /answers/needs");
    CHECK(faults(R"({"purpose": ["hajj"]})") == "WRONG_TYPE /answers/purpose");
    CHECK(faults(R"({"needs": ["sick disabled"]})") == "UNKNOWN_VALUE /answers/needs/0");
    CHECK(faults(R"({"needs": ["sick", ""]})") == "UNKNOWN_VALUE /answers/needs/1");
    CHECK(faults(R"({"needs": ["tired"]})") == "UNKNOWN_VALUE /answers/needs");
}

TEST_CASE("form sections: all faults are told, each at its field") {
    CHECK(faults(R"({"hobby": "x", "a/b~": "y", "needs": "sick", "note": "1234567890"})") ==
          "UNKNOWN_FIELD /answers/a~1b~0, UNKNOWN_FIELD /answers/hobby, "
          "WRONG_TYPE /answers/needs, TOO_LONG /answers/note");
    CHECK(faults("[]") == "WRONG_TYPE /answers");
    auto const long_text = http::checked(
        section(), http::parse_answers(R"({"answers": {"note": "1234567890"}})").value());
    CHECK(long_text.error().params.at(0) == Error::Param{"max", "9"});
}

TEST_CASE("sections: those with members of their own are no form's; a number stays a number") {
    auto const chosen = http::parse_product(
        R"({"type": "NEW", "product": "ORDINARY_NON_ELECTRONIC", "validity_years": 5})");
    CHECK(http::answers_json(http::answers_of(chosen.value()), nullptr) ==
          R"({"product":"ORDINARY_NON_ELECTRONIC","type":"NEW","validity_years":5})");
    auto const strange = http::parse_product(R"({"type": "OLD", "product": 7})");
    CHECK(strange.error().pointer == "/type");
    CHECK(strange.error().also.size() == 2);
}
