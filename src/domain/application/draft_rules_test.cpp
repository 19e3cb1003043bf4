#include "base/text.hpp"
#include "domain/application/assessment.hpp"
#include "testing/sample_rules.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace mpaspor;
using namespace mpaspor::application;
using form::Condition;
using form::FieldKind;
using form::Form;

namespace {

LocalDate date(std::string_view text) {
    return date_from_text(text).value();
}

Form sample() {
    static auto const kRules = testing::sample_rules(MPASPOR_SOURCE_DIR "/data");
    return kRules.forms.front();
}

form::Field& field_of(Form& form, std::string_view section, std::string_view id) {
    auto& fields = std::ranges::find(form.sections, section, &form::Section::id)->fields;
    return *std::ranges::find(fields, id, &form::Field::id);
}

/// The form of data/, with one more question that hangs on `condition`: the first of the journey,
/// above its purpose.
Form form_asking(std::string_view condition) {
    auto form = sample();
    auto& fields = std::ranges::find(form.sections, "journey", &form::Section::id)->fields;
    fields.insert(fields.begin(), {.id = "question",
                                   .kind = FieldKind::yes_no,
                                   .asked = Condition::parse(condition).value()});
    return form;
}

/// What check_forms says of it; "" when it is content.
std::string said_of(std::string_view condition) {
    std::vector const forms{form_asking(condition)};
    auto const checked = check_forms(forms);
    return checked ? "" : checked.error().detail;
}

DocumentRule letter(std::string_view when = "", std::string_view from = "2020-01-01",
                    std::string_view to = "") {
    DocumentRule rule{.id = "letter",
                      .when = Condition::parse(when).value(),
                      .kinds = {"letter"},
                      .from = date(from)};
    if (!to.empty()) rule.to = date(to);
    return rule;
}

std::string said_of(std::vector<DocumentRule> const& rules) {
    std::vector const forms{form_asking("")};
    auto const checked = check_documents(rules, forms);
    return checked ? "" : checked.error().detail;
}

}  // namespace

TEST_CASE("002-S2: questions hang on facts that exist and are decided above them") {
    CHECK(said_of("citizenship=other & age>=17 & sex=male & record=known").empty());
    CHECK(said_of("category=CHILD & married=yes").empty());
    CHECK(said_of("category=UMRAH") == "question: category is decided below it, by purpose");
    CHECK(said_of("category=PILGRIM") == "question: category is never PILGRIM");
    CHECK(said_of("record=lost") == "question: record is never lost");
    CHECK(said_of("age=old") == "question: age is never old");
    CHECK(said_of("purpose=hajj") == "question: asks for purpose");
    CHECK(said_of("category=PREGNANT & type=NEW").empty());
    auto at_section = sample();
    at_section.sections[0].asked = Condition::parse("married=yes").value();
    CHECK(check_forms(std::vector{at_section}).error().detail ==
          "passport_history: married is decided below it, by civil_status");
}

TEST_CASE("D11 D12 2.3: a form that does not ask what the rules decide by is refused") {
    auto const said = [](Form const& form) {
        auto const checked = check_forms(std::vector{form});
        return checked ? "" : checked.error().detail;
    };
    CHECK(said(sample()) == "");
    auto form = sample();
    field_of(form, "personal", "born_abroad").id = "foreign_born";
    CHECK(said(form) == "born_abroad: is not asked, and decides");
    form = sample();
    std::erase(field_of(form, "journey", "purpose").options, "hajj");
    CHECK(said(form) == "purpose: decides, and has no option hajj");
    form = sample();
    auto& needs = field_of(form, "circumstances", "special_needs");
    needs.kind = FieldKind::choice;
    CHECK(said(form) == "special_needs: decides, and is of another kind");
    // What the rules do not read may change.
    form = sample();
    std::erase(field_of(form, "journey", "purpose").options, "tourism");
    field_of(form, "work", "job").id = "occupation";
    CHECK(said(form) == "");
}

TEST_CASE("given facts are known, and none is a field of the form") {
    CHECK(given_facts() == std::vector<std::string>{"age", "category", "married", "name_words",
                                                    "record", "sex", "type"});
}

TEST_CASE("versions of the form follow each other by date") {
    std::vector forms{form_asking(""), form_asking("")};
    forms[1].from = date("2026-01-01");
    CHECK(check_forms(forms));
    forms[0].from = date("2026-01-01");
    CHECK(check_forms(forms).error().detail == "form: not by date");
    DraftRules rules;
    rules.forms = forms;
    rules.forms[1].from = date("2026-02-01");
    CHECK(rules.form_on(date("2025-12-31")).from == date("2026-01-01"));
    CHECK(rules.form_on(date("2026-01-31")).from == date("2026-01-01"));
    CHECK(rules.form_on(date("2026-02-01")).from == date("2026-02-01"));
}

TEST_CASE("002-S3: document rules ask for facts that exist, and no requirement is twice in force") {
    CHECK(said_of({letter("purpose=hajj & category=CHILD")}).empty());
    CHECK(said_of({letter("purse=hajj")}) == "letter: purse is never hajj");
    CHECK(said_of({letter("type=OLD")}) == "letter: type is never OLD");
    CHECK(said_of({letter("", "2020-01-01", "2021-01-01"), letter("", "2021-01-01")}).empty());
    CHECK(said_of({letter("", "2020-01-01", "2021-01-02"), letter("", "2021-01-01")}) ==
          "letter: in force twice");
    CHECK(said_of({letter("", "2021-01-01"), letter("", "2020-01-01", "2021-01-01")}).empty());
    CHECK(said_of({letter(), letter()}) == "letter: in force twice");
    CHECK(said_of({letter("", "2020-01-01", "2020-01-01")}) == "letter: ends before it begins");
    auto odd = letter();
    odd.id = "Letter";
    CHECK(said_of({odd}) == "Letter: not an id");
    odd = letter();
    odd.kinds = {};
    CHECK(said_of({odd}) == "letter: not an id");
    odd.kinds = {"letter", "no letter"};
    CHECK(said_of({odd}) == "letter: not an id");
}
