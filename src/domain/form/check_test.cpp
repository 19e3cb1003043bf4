#include "domain/form/check.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;
using form::AllAnswers;
using form::Answers;
using form::Condition;
using form::Facts;
using form::Field;
using form::FieldKind;
using form::Form;
using form::Section;

namespace {

Field field(std::string id, FieldKind kind, std::string_view asked = "", bool required = true) {
    return {.id = std::move(id),
            .kind = kind,
            .required = required,
            .asked = Condition::parse(asked).value()};
}

Section one_of_each() {
    Section section{.id = "all", .fields = {}};
    for (std::size_t i = 0; i < form::kFieldKinds.size(); ++i) {
        auto made = field("of_" + std::string{form::kFieldKinds[i]}, static_cast<FieldKind>(i));
        made.options = {"one", "two", "three"};
        made.length_max = 5;
        section.fields.push_back(made);
    }
    return section;
}

/// The value as it is kept; or the code of its refusal.
std::string kept(std::string const& kind, std::string const& value) {
    auto const checked = check_section(one_of_each(), {{"of_" + kind, value}});
    if (!checked) {
        CHECK(checked.error().pointer == "/answers/of_" + kind);
        return std::string{info(checked.error().code).name};
    }
    return checked->empty() ? "" : checked->at("of_" + kind);
}

struct Case {
    char const *kind, *given, *kept;
};

}  // namespace

TEST_CASE("2.13: values are kept in one spelling, or refused by their kind") {
    static constexpr auto kCases = std::to_array<Case>({
        {"choice", "two", "two"},
        {"choice", " two\n", "two"},
        {"choice", "Two", "UNKNOWN_VALUE"},
        {"choice", "one two", "UNKNOWN_VALUE"},
        {"choices", "three  one three", "one three"},
        {"choices", "two", "two"},
        {"choices", "two four", "UNKNOWN_VALUE"},
        {"yes_no", "yes", "yes"},
        {"yes_no", "true", "UNKNOWN_VALUE"},
        {"name", "Ai'nu", "Ai'nu"},
        {"name", "\xc3\x89mil", "\xc3\x89mil"},
        {"name", "Ani 2", "MALFORMED_NAME"},
        {"name", "A@b", "MALFORMED_NAME"},
        {"name", ". -", "MALFORMED_NAME"},
        {"name", "A\xe2\x80\xae", "MALFORMED_TEXT"},
        {"name", "Sudarmi", "TOO_LONG"},
        {"text", "Jl. 5", "Jl. 5"},
        {"text", "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9",
         "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9"},
        {"text", "123456", "TOO_LONG"},
        {"text", "a\tb", "MALFORMED_TEXT"},
        {"text", "a\xff", "MALFORMED_TEXT"},
        {"text", "a\xe2\x80\x8b", "MALFORMED_TEXT"},
        {"digits", "00123", "00123"},
        {"digits", "0012", "OUT_OF_RANGE"},
        {"digits", "001234", "OUT_OF_RANGE"},
        {"digits", "0012a", "OUT_OF_RANGE"},
        {"number", "165", "165"},
        {"number", "007", "7"},
        {"number", "99999", "99999"},
        {"number", "100000", "OUT_OF_RANGE"},
        {"number", "0", "OUT_OF_RANGE"},
        {"number", "-1", "OUT_OF_RANGE"},
        {"number", "1.5", "OUT_OF_RANGE"},
        {"date", "2026-11-28", "2026-11-28"},
        {"date", "2026-02-29", "MALFORMED_DATE"},
        {"date", "28-11-2026", "MALFORMED_DATE"},
        {"phone", "0812 3456-7890", "+6281234567890"},
        {"phone", "62812-3456", "+628123456"},
        {"phone", "(021) 5551234", "+62215551234"},
        {"phone", "+1 202 555 0100", "+12025550100"},
        {"phone", "+1234567", "MALFORMED_CONTACT"},
        {"phone", "+12345678", "+12345678"},
        {"phone", "+123456789012345", "+123456789012345"},
        {"phone", "+1234567890123456", "MALFORMED_CONTACT"},
        {"phone", "+0234567890", "MALFORMED_CONTACT"},
        {"phone", "12345678", "MALFORMED_CONTACT"},
        {"phone", "0812x", "MALFORMED_CONTACT"},
        {"email", "Ani@Example.ID", "ani@example.id"},
        {"email", "081234567890", "MALFORMED_CONTACT"},
        {"nik", "1902011505900001", "1902011505900001"},
        {"nik", "1902011513900001", "MALFORMED_NIK"},
        {"passport", "x1234567", "X1234567"},
        {"passport", "A12345", "MALFORMED_TEXT"},
        {"passport", "A123456", "A123456"},
        {"passport", "A12345678", "A12345678"},
        {"passport", "A123456789", "MALFORMED_TEXT"},
        {"passport", "A-1234567", "MALFORMED_TEXT"},
        {"country", "id", "ID"},
        {"country", "XX", "UNKNOWN_VALUE"},
        {"country", "D ", "UNKNOWN_VALUE"},
        {"country", "IDN", "UNKNOWN_VALUE"},
        {"text", " \t ", ""},
        {"choices", "  ", ""},
    });
    for (auto const& [kind, given, expected] : kCases) {
        CHECK_MESSAGE(kept(kind, given) == expected, kind << " " << given);
    }
}

TEST_CASE("every fault of a section is told, each with its field, and limits with it") {
    auto const checked = check_section(one_of_each(), {{"of_choice", "four"},
                                                       {"of_digits", "1"},
                                                       {"of_text", "123456"},
                                                       {"other", "1"},
                                                       {"of_yes_no", "yes"}});
    REQUIRE(!checked);
    auto const& first = checked.error();
    CHECK(first.pointer == "/answers/of_choice");
    REQUIRE(first.also.size() == 3);
    CHECK(first.also[0].pointer == "/answers/of_digits");
    CHECK(first.also[0].params == std::vector<Error::Param>{{"min", "00000"}, {"max", "99999"}});
    CHECK(first.also[1].params == std::vector<Error::Param>{{"max", "5"}});
    CHECK(first.also[2].code == Code::unknown_field);
    CHECK(first.also[2].pointer == "/answers/other");
    auto const odd = check_section(one_of_each(), {{"Siti/Aminah", "1"}});
    CHECK(odd.error().code == Code::unknown_field);
    CHECK(odd.error().pointer == "/answers");
}

namespace {

/// A section whose second question hangs on the first, and one that hangs on the second.
Form chain() {
    Form form;
    form.sections.push_back(
        {.id = "first",
         .fields = {field("old", FieldKind::yes_no), field("lost", FieldKind::yes_no, "old=yes"),
                    field("note", FieldKind::text, "", false)}});
    form.sections.push_back({.id = "second",
                             .stage = 4,
                             .asked = Condition::parse("lost=yes").value(),
                             .fields = {field("report", FieldKind::text),
                                        field("wanted", FieldKind::choices, "", false)}});
    return form;
}

Facts facts_of(AllAnswers const& answers) {
    Facts facts;
    add_answers(facts, chain(), answers);
    return facts;
}

}  // namespace

TEST_CASE("answers to questions that are not asked are no facts, and ask nothing further") {
    CHECK(facts_of({{"first", {{"old", "yes"}, {"lost", "yes"}}}}).has("lost", "yes"));
    auto const unasked = facts_of(
        {{"first", {{"old", "no"}, {"lost", "yes"}}}, {"second", {{"wanted", "one two"}}}});
    CHECK(unasked.has("old", "no"));
    CHECK(unasked.of("lost").empty());
    CHECK(unasked.of("wanted").empty());
    auto const both = facts_of({{"first", {{"old", "yes"}, {"lost", "yes"}}},
                                {"second", {{"wanted", "one two"}, {"report", "words"}}}});
    CHECK(both.has("wanted", "one"));
    CHECK(both.has("wanted", "two"));
    CHECK(both.of("report").empty());  // Text decides nothing.
}

TEST_CASE("what is asked follows the form's order; a section without questions is not there") {
    CHECK(asked(chain(), {}) == std::vector<form::Asked>{{"first", {"old", "note"}}});
    auto const facts = facts_of({{"first", {{"old", "yes"}, {"lost", "yes"}}}});
    CHECK(asked(chain(), facts) == std::vector<form::Asked>{{"first", {"old", "lost", "note"}},
                                                            {"second", {"report", "wanted"}}});
    Form none;
    none.sections.push_back(
        {.id = "empty", .fields = {field("never", FieldKind::text, "!always")}});
    CHECK(asked(none, {}).empty());
}

TEST_CASE("missing are the required fields that are asked, of one stage") {
    auto const missing_of = [](int stage, AllAnswers const& answers) {
        return missing(chain(), stage, answers, facts_of(answers));
    };
    using form::Fault;
    CHECK(missing_of(2, {}) == std::vector<Fault>{{"first", "old", Code::missing_field}});
    CHECK(missing_of(2, {{"first", {{"old", ""}}}}).size() == 1);
    CHECK(missing_of(2, {{"first", {{"old", "no"}}}}).empty());
    CHECK(missing_of(4, {{"first", {{"old", "no"}, {"lost", "yes"}}}}).empty());
    AllAnswers const lost{{"first", {{"old", "yes"}, {"lost", "yes"}}}};
    CHECK(missing_of(2, lost).empty());
    CHECK(missing_of(4, lost) == std::vector<Fault>{{"second", "report", Code::missing_field}});
    // An answer in the wrong section answers nothing.
    CHECK(missing_of(2, {{"second", {{"old", "no"}}}}).size() == 1);
}
