#include "domain/application/at_office.hpp"
#include "base/text.hpp"
#include "domain/application/assessment.hpp"
#include "testing/sample_rules.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace mpaspor;
using namespace mpaspor::application;

namespace {

LocalDate date(std::string_view text) {
    return date_from_text(text).value();
}

DraftRules const& rules() {
    static auto const kRules = [] {
        auto read = testing::sample_rules(MPASPOR_SOURCE_DIR "/data");
        for (auto const item : office_charge_items()) {
            bool const disaster = item.ends_with("FORCE_MAJEURE") || item == "DATA_CHANGE";
            read.charges.push_back({.item = std::string{item},
                                    .amount = {disaster ? 0 : 1'000'000},
                                    .from = date("2019-05-01"),
                                    .to = date("2024-12-17"),
                                    .legal_basis = "PP 28/2019"});
            read.charges.push_back({.item = std::string{item},
                                    .amount = {disaster ? 0 : 1'200'000},
                                    .from = date("2024-12-17"),
                                    .legal_basis = "PP 45/2024"});
        }
        return read;
    }();
    return kRules;
}

std::optional<AtOffice> anybody(Type type, std::string_view on = "2026-11-28") {
    return at_office(type, office_rules(rules()), date(on));
}

bool needs(AtOffice const& found, std::string_view paper) {
    auto const row = std::ranges::find(found.papers, paper, &Requirement::id);
    return row != found.papers.end() && row->required;
}

std::vector<std::string> items(AtOffice const& found) {
    std::vector<std::string> names;
    for (auto const& charge : found.charges) names.push_back(charge.item);
    return names;
}

using Items = std::vector<std::string>;

}  // namespace

TEST_CASE("000-11 1.6: exactly the types that the app does not take have an office instead") {
    for (std::size_t i = 0; i < kTypes.size(); ++i) {
        auto const type = static_cast<Type>(i);
        CHECK(anybody(type).has_value() != is_online(type));
    }
}

TEST_CASE("2.5 2.8: where a lost, a damaged and a changed passport go, and with which papers") {
    using enum Type;
    for (auto const type : {replace_lost_valid, replace_lost_expired}) {
        auto const lost = anybody(type).value();
        CHECK(lost.where == Where::issuing_office);
        for (auto const* paper :
             {"id_card", "family_card", "civil_document", "police_report", "request_letter"}) {
            CHECK(needs(lost, paper));
        }
        CHECK_FALSE(needs(lost, "damaged_passport"));
        CHECK_FALSE(needs(lost, "force_majeure_letter"));
    }
    for (auto const type : {replace_damaged_valid, replace_damaged_expired}) {
        auto const damaged = anybody(type).value();
        CHECK(damaged.where == Where::issuing_office);
        CHECK(needs(damaged, "damaged_passport"));
        CHECK_FALSE(needs(damaged, "police_report"));
    }
    auto const changed = anybody(data_change).value();
    CHECK(changed.where == Where::any_office);
    CHECK(needs(changed, "old_passport"));
    CHECK(needs(changed, "change_proof"));
}

TEST_CASE("2.4: what is paid on top is that of the day, and of a book that was still valid") {
    using enum Type;
    CHECK(items(*anybody(replace_lost_valid)) == Items{"LOST_CHARGE", "LOST_CHARGE_FORCE_MAJEURE"});
    CHECK(items(*anybody(replace_damaged_valid)) ==
          Items{"DAMAGED_CHARGE", "DAMAGED_CHARGE_FORCE_MAJEURE"});
    CHECK(items(*anybody(replace_lost_expired)).empty());
    CHECK(items(*anybody(replace_damaged_expired)).empty());
    CHECK(items(*anybody(data_change)) == Items{"DATA_CHANGE"});
    CHECK(anybody(replace_lost_valid, "2024-12-16")->charges[0].amount == Rupiah{1'000'000});
    CHECK(anybody(replace_lost_valid, "2024-12-17")->charges[0].amount == Rupiah{1'200'000});
    CHECK(anybody(replace_lost_valid, "2018-01-01")->charges.empty());

    form::Facts disaster;
    disaster.add("type", to_text(replace_lost_valid));
    disaster.add("old_condition", "lost_force_majeure");
    auto const found =
        at_office(replace_lost_valid, disaster, office_rules(rules()), date("2026-11-28")).value();
    CHECK(items(found) == Items{"LOST_CHARGE_FORCE_MAJEURE"});
    CHECK(needs(found, "force_majeure_letter"));
}
