#include "domain/application/at_office.hpp"

#include "domain/application/categories.hpp"

#include <algorithm>
#include <array>

namespace mpaspor::application {
namespace {

/// A type of the office: the condition of the old passport that makes it, and the tariff's items.
struct OfficeType {
    Type type;
    Where where;
    std::string_view condition;
    std::string_view charge, charge_after_disaster;
};
/// 2.4: the charges are for a book that was still valid.
constexpr auto kOfficeTypes = std::to_array<OfficeType>({
    {Type::replace_lost_valid, Where::issuing_office, "lost", "LOST_CHARGE",
     "LOST_CHARGE_FORCE_MAJEURE"},
    {Type::replace_lost_expired, Where::issuing_office, "lost", "", ""},
    {Type::replace_damaged_valid, Where::issuing_office, "damaged", "DAMAGED_CHARGE",
     "DAMAGED_CHARGE_FORCE_MAJEURE"},
    {Type::replace_damaged_expired, Where::issuing_office, "damaged", "", ""},
    {Type::data_change, Where::any_office, "data_changed", "DATA_CHANGE", ""},
});
/// What the condition is called when a disaster did it.
constexpr std::string_view kAfterDisaster = "_force_majeure";

OfficeType const* row_of(Type type) {
    auto const* const row = std::ranges::find(kOfficeTypes, type, &OfficeType::type);
    return row == kOfficeTypes.end() ? nullptr : row;
}

void add_charge(std::vector<OfficeCharge>& found, std::span<OfficeCharge const> charges,
                std::string_view item, LocalDate on) {
    auto const row = std::ranges::find_if(charges, [&](OfficeCharge const& charge) {
        return charge.item == item && charge.from <= on && (!charge.to || on < *charge.to);
    });
    if (row != charges.end()) found.push_back(*row);
}

}  // namespace

std::vector<std::string_view> office_charge_items() {
    std::vector<std::string_view> items;
    for (OfficeType const& row : kOfficeTypes) {
        for (auto const item : {row.charge, row.charge_after_disaster}) {
            if (!item.empty()) items.push_back(item);
        }
    }
    return items;
}

std::string at_office_advice(Type type) {
    return "at_office." + std::string{to_text(type)};
}

std::optional<AtOffice> at_office(Type type, form::Facts const& facts, OfficeRules const& rules,
                                  LocalDate on) {
    auto const* const row = row_of(type);
    if (row == nullptr) return std::nullopt;
    AtOffice found{.type = type,
                   .where = row->where,
                   .papers = requirements(rules.documents, facts, {}, on),
                   .charges = {}};
    bool const disaster =
        facts.has("old_condition", std::string{row->condition} + std::string{kAfterDisaster});
    if (!disaster) add_charge(found.charges, rules.charges, row->charge, on);
    add_charge(found.charges, rules.charges, row->charge_after_disaster, on);
    return found;
}

std::optional<AtOffice> at_office(Type type, OfficeRules const& rules, LocalDate on) {
    auto const* const row = row_of(type);
    if (row == nullptr) return std::nullopt;
    form::Facts facts;
    facts.add("type", to_text(type));
    facts.add("category", to_text(Category::adult));
    facts.add("had_passport", "yes");
    facts.add("old_condition", row->condition);
    return at_office(type, facts, rules, on);
}

}  // namespace mpaspor::application
