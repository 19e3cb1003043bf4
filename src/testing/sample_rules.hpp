#pragma once

#include "domain/application/assessment.hpp"

#include <filesystem>
#include <string_view>

namespace mpaspor::testing {

/// The rules of stages 2 to 4 in a folder of reference data, with the settings' defaults. Aborts
/// when they cannot be read: the tables have tests of their own.
application::DraftRules sample_rules(std::filesystem::path const& folder);

/// Gives `field` an answer, in the section of `form` that has it.
void answer(form::AllAnswers& answers, form::Form const& form, std::string_view field,
            std::string_view value);

}  // namespace mpaspor::testing
