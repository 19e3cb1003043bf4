#include "json/named.hpp"

#include "json/reader.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace mpaspor;
using json::OneOrMany;

namespace {

struct Request {
    json::Named<OneOrMany> answers;
    std::string note;
};
constexpr auto shape(json::As<Request>) {
    return json::closed<Request>(json::named_field<&Request::answers>("answers", 3, 5, 2),
                                 json::text_field<&Request::note>("note", 5));
}

Result<Request> read(std::string const& answers) {
    return json::parse<Request>(R"({"answers": )" + answers + R"(, "note": "n"})");
}

/// "CODE pointer" of each fault, in their order.
std::string faults(std::string const& answers) {
    auto const request = read(answers);
    if (request) return "";
    auto const& first = request.error();
    std::string text = std::string{info(first.code).name} + ' ' + first.pointer;
    for (auto const& further : first.also) {
        text += ", " + std::string{info(further.code).name} + ' ' + further.pointer;
    }
    return text;
}

}  // namespace

TEST_CASE("json named: names are data, and a value is one text or a list of them") {
    auto const request = read(R"({"b": "two", "a": ["x", ""], "c": []})").value();
    REQUIRE(request.answers.size() == 3);
    CHECK(request.answers.at("a") == OneOrMany{{"x", ""}, true});
    CHECK(request.answers.at("b") == OneOrMany{{"two"}, false});
    CHECK(request.answers.at("c") == OneOrMany{{}, true});
    CHECK(read("{}")->answers.empty());
    CHECK(request.note == "n");
}

TEST_CASE("json named: each fault has the pointer of its place, and all are told") {
    CHECK(faults(R"({"a": 1, "b": null, "c": {"d": "e"}})") ==
          "WRONG_TYPE /answers/a, WRONG_TYPE /answers/b, WRONG_TYPE /answers/c");
    CHECK(faults(R"({"a": ["x", 7], "b": "\u0007", "c/d~": "123456"})") ==
          "WRONG_TYPE /answers/a/1, MALFORMED_TEXT /answers/b, TOO_LONG /answers/c~1d~0");
    CHECK(faults(R"({"a": ["123456"]})") == "TOO_LONG /answers/a/0");
    CHECK(faults("[]") == "WRONG_TYPE /answers");
    CHECK(faults("null") == "WRONG_TYPE /answers");
    auto const both = json::parse<Request>(R"({"answers": {"a": 1}})");
    REQUIRE(both.error().also.size() == 1);
    CHECK(both.error().also.at(0).pointer == "/note");
}

TEST_CASE("json named: a name that comes twice, is empty or cannot be shown is refused") {
    CHECK(faults(R"({"a": "x", "a": "y"})") == "UNKNOWN_FIELD /answers/a");
    CHECK(faults(R"({"a": "x", "\u0061": 1})") == "UNKNOWN_FIELD /answers/a");
    CHECK(faults(R"({"": "x"})") == "UNKNOWN_FIELD /answers/");
    CHECK(faults(R"({"a\u0000b": "x"})") == "UNKNOWN_FIELD /answers");
    std::string const longest(json::kNameMax, 'n');
    CHECK(faults(R"({")" + longest + R"(": "x"})") == "");
    CHECK(faults(R"({")" + longest + R"(n": "x"})") == "UNKNOWN_FIELD /answers");
    CHECK(faults(R"({"a": 1, "a": 2, "b": "\u0001"})") ==
          "UNKNOWN_FIELD /answers/a, WRONG_TYPE /answers/a, MALFORMED_TEXT /answers/b");
}

TEST_CASE("json named: the number of names, characters and items is bounded, both sides shown") {
    CHECK(faults(R"({"a": "12345", "b": ["1", "2"], "c": "ééééé"})") == "");
    CHECK(faults(R"({"a": "", "b": "", "c": "", "d": ""})") == "TOO_LONG /answers");
    CHECK(faults(R"({"a": ["1", "2", "3"]})") == "TOO_LONG /answers/a");
    CHECK(read(R"({"a": ["1", "2", "3"]})").error().params.at(0).value == "2");
    CHECK(read(R"({"a": "", "b": "", "c": "", "d": ""})").error().params.at(0).value == "3");
}
