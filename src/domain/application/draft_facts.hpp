#pragma once
/// What the answers of a draft come to, before anything is judged by it.

#include "domain/application/assessment.hpp"
#include "domain/identity/printed_name.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mpaspor::application {

struct DraftFacts {
    form::Facts facts;  ///< Given and answered.
    Categories categories;
    std::optional<Type> type;
    std::optional<int> age;
    bool married = false;  ///< Or has been: V2 asks for no more.
    bool two_citizenships = false;
    std::optional<identity::PrintedName> printed;

    bool says(std::string_view fact, std::string_view value) const {
        return facts.has(fact, value);
    }
    bool knows(std::string_view fact) const { return !facts.of(fact).empty(); }
    std::optional<LocalDate> date(std::string_view fact) const;
};

/// The facts about a draft: those that are given, those that are answered and asked, and the
/// categories (2.3, 2.9) and type (D11) that follow from them.
DraftFacts facts_of(Draft const& draft, DraftRules const& rules, form::Form const& form,
                    LocalDate today);

/// The first day on which a passport with this expiry is replaceable: on which less than so many
/// months are left (2.7).
LocalDate replaceable_from(LocalDate expiry, int months);

}  // namespace mpaspor::application
