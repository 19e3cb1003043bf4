#include "domain/application/documents.hpp"

#include <algorithm>

namespace mpaspor::application {
namespace {

bool in_force(DocumentRule const& rule, LocalDate on) {
    return rule.from <= on && (!rule.to || on < *rule.to);
}

bool has_any(std::span<std::string const> attached, std::vector<std::string> const& kinds) {
    return std::ranges::any_of(kinds, [&](auto const& kind) {
        return std::ranges::find(attached, kind) != attached.end();
    });
}

}  // namespace

std::vector<Requirement> requirements(std::span<DocumentRule const> rules, form::Facts const& facts,
                                      std::span<std::string const> attached, LocalDate on) {
    std::vector<Requirement> found;
    for (DocumentRule const& rule : rules) {
        if (!in_force(rule, on) || !rule.when.holds(facts)) continue;
        found.push_back({.id = rule.id,
                         .kinds = rule.kinds,
                         .required = rule.required,
                         .attached = has_any(attached, rule.kinds),
                         .source = rule.source});
    }
    return found;
}

bool complete(std::span<Requirement const> requirements) {
    return std::ranges::all_of(
        requirements, [](Requirement const& row) { return !row.required || row.attached; });
}

}  // namespace mpaspor::application
