#include "store/forms.hpp"

#include "testing/databases.hpp"
#include "testing/sample_rules.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace mpaspor;
using testing::on_each_migrated_database;

namespace {

application::DraftRules const& samples() {
    static auto const rules = testing::sample_rules(MPASPOR_SOURCE_DIR "/data");
    return rules;
}

bool equal(form::Field const& a, form::Field const& b) {
    return a.id == b.id && a.kind == b.kind && a.required == b.required &&
           a.asked.text() == b.asked.text() && a.options == b.options &&
           a.length_max == b.length_max && a.rule == b.rule;
}
bool equal(form::Section const& a, form::Section const& b) {
    return a.id == b.id && a.stage == b.stage && a.asked.text() == b.asked.text() &&
           std::ranges::equal(a.fields, b.fields,
                              [](auto const& x, auto const& y) { return equal(x, y); });
}
bool equal(form::Form const& a, form::Form const& b) {
    return a.from == b.from &&
           std::ranges::equal(a.sections, b.sections,
                              [](auto const& x, auto const& y) { return equal(x, y); });
}
bool equal(application::DocumentRule const& a, application::DocumentRule const& b) {
    return a.id == b.id && a.when.text() == b.when.text() && a.kinds == b.kinds &&
           a.required == b.required && a.from == b.from && a.to == b.to && a.source == b.source;
}

}  // namespace

TEST_CASE("forms: 002-S2, 2.13: the form comes back as it was saved, in its order") {
    on_each_migrated_database([](sql::Connection& connection) {
        sql::Transaction tx{connection};
        CHECK_FALSE(store::has_form(tx).value());
        auto const& form = samples().forms.at(0);
        store::save_form(tx, form).value();
        CHECK(store::has_form(tx).value());
        auto const loaded = store::load_forms(tx).value();
        REQUIRE(loaded.size() == 1);
        CHECK(equal(loaded.at(0), form));
    });
}

TEST_CASE("forms: a version replaces the one of its date as a whole, and stands beside others") {
    on_each_migrated_database([](sql::Connection& connection) {
        sql::Transaction tx{connection};
        auto const whole = samples().forms.at(0);
        store::save_form(tx, whole).value();
        auto shorter = whole;
        shorter.sections.pop_back();
        shorter.sections.at(0).fields.resize(1);
        store::save_form(tx, shorter).value();
        auto later = whole;
        later.from = whole.from + std::chrono::days{1};
        store::save_form(tx, later).value();
        auto const loaded = store::load_forms(tx).value();
        REQUIRE(loaded.size() == 2);
        CHECK(equal(loaded.at(0), shorter));
        CHECK(equal(loaded.at(1), later));
    });
}

TEST_CASE("forms: 2.5: rules of documents come back in their order, and replace their own") {
    on_each_migrated_database([](sql::Connection& connection) {
        sql::Transaction tx{connection};
        auto rules = samples().documents;
        auto const save = [&] {
            for (std::size_t i = 0; i < rules.size(); ++i) {
                store::save_document_rule(tx, rules.at(i), i).value();
            }
        };
        auto const as_saved = [&] {
            auto const loaded = store::load_document_rules(tx).value();
            return std::ranges::equal(loaded, rules,
                                      [](auto const& a, auto const& b) { return equal(a, b); });
        };
        save();
        CHECK(as_saved());
        rules.at(0).kinds.push_back("another");
        CHECK_FALSE(as_saved());
        save();
        CHECK(as_saved());
    });
}

TEST_CASE("forms: what is stored and cannot be read is a fault of ours, and is said to be one") {
    on_each_migrated_database([](sql::Connection& connection) {
        sql::Transaction tx{connection};
        store::save_form(tx, samples().forms.at(0)).value();
        constexpr sql::Statement kSpoil{"spoil", "UPDATE form_field SET kind = 'riddle'"};
        tx.run(kSpoil, {}).value();
        CHECK(store::load_forms(tx).error().code == Code::internal);
        constexpr sql::Statement kSpoilAsked{
            "spoil", "UPDATE form_field SET kind = 'text', asked = 'a = = b'"};
        tx.run(kSpoilAsked, {}).value();
        CHECK(store::load_forms(tx).error().code == Code::internal);
    });
}

TEST_CASE("forms: changes of the rules are counted") {
    on_each_migrated_database([](sql::Connection& connection) {
        sql::Transaction tx{connection};
        CHECK(store::draft_rules_version(tx).value() == 0);
        store::count_draft_rules_change(tx).value();
        store::count_draft_rules_change(tx).value();
        CHECK(store::draft_rules_version(tx).value() == 2);
    });
}
