#include "domain/form/form.hpp"

#include <doctest/doctest.h>

#include <functional>

using namespace mpaspor;
using form::Condition;
using form::Field;
using form::FieldKind;
using form::Form;

namespace {

Field field(std::string id, FieldKind kind, std::string_view asked = "") {
    Field made{.id = std::move(id), .kind = kind, .asked = Condition::parse(asked).value()};
    if (kind == FieldKind::choice || kind == FieldKind::choices) made.options = {"one", "two"};
    bool const sized = kind == FieldKind::name || kind == FieldKind::text ||
                       kind == FieldKind::digits || kind == FieldKind::number;
    if (sized) made.length_max = 5;
    return made;
}

Form sample() {
    Form form;
    form.sections.push_back(
        {.id = "first",
         .fields = {field("pick", FieldKind::choice), field("several", FieldKind::choices),
                    field("sure", FieldKind::yes_no), field("since", FieldKind::date),
                    field("words", FieldKind::text)}});
    form.sections.push_back({.id = "second", .stage = 4, .fields = {}});
    return form;
}

/// What check_form says of the sample with one change; nothing when it is content.
std::string said(std::function<void(Form&)> const& change) {
    auto form = sample();
    change(form);
    auto const checked = form::check_form(form, {"age"});
    if (!checked) CHECK(checked.error().code == Code::unknown_value);
    return checked ? "" : checked.error().detail;
}

std::string said_of(Field const& field) {
    return said([&](Form& form) { form.sections[1].fields.push_back(field); });
}

std::string said_of(std::string_view condition) {
    return said_of(field("last", FieldKind::yes_no, condition));
}

}  // namespace

TEST_CASE("field kinds are read by their names alone") {
    for (auto const name : form::kFieldKinds) {
        CHECK(to_text(form::field_kind_from_text(name).value()) == name);
    }
    CHECK(form::field_kind_from_text("names").error().code == Code::unknown_value);
}

TEST_CASE("a form finds its sections") {
    auto const form = sample();
    CHECK(form.section("second") == &form.sections[1]);
    CHECK(form.section("third") == nullptr);
}

TEST_CASE("conditions ask for facts that are given, or answered above") {
    CHECK(said_of("pick=one & several=two & sure=no & since>=2009-01-01 & age<17").empty());
    CHECK(said_of("pick=three") == "last: pick is never three");
    CHECK(said_of("sure=maybe") == "last: sure is never maybe");
    CHECK(said_of("words=one") == "last: asks for words");
    CHECK(said_of("size<17") == "last: asks for size");
    CHECK(said_of("last=yes") == "last: asks for last");
    CHECK(said([](Form& form) { form.sections[0].asked = Condition::parse("pick=one").value(); }) ==
          "first: asks for pick");
    CHECK(said([](Form& form) {
              form.sections[1].asked = Condition::parse("pick=one").value();
          }).empty());
}

TEST_CASE("ids are unique words in the whole form, and none is that of a given fact") {
    CHECK(said_of(field("pick", FieldKind::date)) == "pick: a second one");
    CHECK(said_of(field("age", FieldKind::date)) == "age: not an id");
    for (auto const* id : {"", "Pick", "1st", "a b", "a-b", "\xc3\xa4"}) {
        CHECK_MESSAGE(said_of(field(id, FieldKind::date)).ends_with("not an id"), id);
    }
    CHECK(said_of(field(std::string(form::kIdMax, 'a'), FieldKind::date)).empty());
    CHECK_FALSE(said_of(field(std::string(form::kIdMax + 1, 'a'), FieldKind::date)).empty());
    CHECK(said([](Form& form) { form.sections[1].id = "first"; }) ==
          "first: not an id, or a second one");
    CHECK(said([](Form& form) { form.sections[1].stage = 3; }) == "second: its stage");
}

TEST_CASE("kinds have the options and lengths they need, and no others") {
    using enum FieldKind;
    auto const with = [](FieldKind kind, std::vector<std::string> options, std::size_t length) {
        auto made = field("last", kind);
        made.options = std::move(options);
        made.length_max = length;
        return said_of(made);
    };
    CHECK(with(choice, {}, 0) == "last: its options");
    CHECK(with(choice, {"one", "one"}, 0) == "last: its options");
    CHECK(with(choice, {"One"}, 0) == "last: its options");
    CHECK(with(choice, {"one"}, 3) == "last: its length");
    CHECK(with(yes_no, {"yes", "no"}, 0) == "last: its options");
    CHECK(with(text, {}, 0) == "last: its length");
    CHECK(with(text, {}, form::kLengthMax).empty());
    CHECK(with(text, {}, form::kLengthMax + 1) == "last: its length");
    CHECK(with(digits, {}, 16).empty());
    CHECK(with(digits, {}, 17) == "last: its length");
    CHECK(with(number, {}, 9).empty());
    CHECK(with(number, {}, 10) == "last: its length");
    CHECK(with(date, {}, 10) == "last: its length");
}
