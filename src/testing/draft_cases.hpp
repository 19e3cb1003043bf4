#pragma once
/// Drafts as table 2.5 and the validity rules speak of them.

#include "domain/application/assessment.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::testing {

/// The day on which the cases are looked at, unless one says otherwise.
LocalDate case_day();

struct DraftCase {
    std::string_view sentence;
    application::Draft draft;
    LocalDate on;
};

/// Every row of table 2.5, and what its notes tell apart.
std::vector<DraftCase> document_cases(application::DraftRules const& rules);

/// V1 to V7 with their bounds: somebody of this age on `on`, and what is refused and told.
std::vector<DraftCase> validity_cases(application::DraftRules const& rules);

/// docs/domain/documents.md and docs/domain/validity.md, printed from the rules. Tests compare the
/// files.
std::string documents_page(application::DraftRules const& rules);
std::string validity_page(application::DraftRules const& rules);

}  // namespace mpaspor::testing
