#pragma once
/// The parts of assess: each looks at a draft and says one kind of thing about it.

#include "domain/application/draft_facts.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::application {

/// A draft, the rules for it and what its answers come to. Refers to all of them.
struct Look {
    Draft const& draft;
    DraftRules const& rules;
    form::Form const& form;
    DraftFacts const& about;
    LocalDate today;

    LocalDate latest_visit() const;
    /// "/sections/<section>/<field>" of a field of the form.
    std::string pointer_to(std::string_view field) const;
    /// The validities for a passport issued on `day`; none without a person, or when issuing has
    /// to wait until citizenship is chosen.
    std::vector<int> validities_on(LocalDate day) const;
    /// Of an old passport that is about to expire: when it becomes replaceable (2.7).
    std::optional<LocalDate> replaceable_from() const;
};

/// What is refused at stages 1, 2 and 4, in the order of the form.
std::vector<Error> refusals_of_answers(Look const& look);
/// What is refused of the product that was chosen (002-S5). Nothing while its type is undecided.
std::vector<Error> refusals_of_product(Look const& look, std::span<int const> validities);

std::vector<Notice> notices_of(Look const& look, std::span<Requirement const> documents);
std::vector<std::string> flags_of(Look const& look);

/// The next day on which anything that hangs on today's date could be different.
LocalDate next_change(Look const& look);

}  // namespace mpaspor::application
