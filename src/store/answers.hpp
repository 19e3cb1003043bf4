#pragma once

#include "base/types.hpp"
#include "sql/connection.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpaspor::store {

/// One section of an application as the applicant filled it in, sealed under the application's key
/// with the place answer_place(...).
struct Answer {
    std::string section;
    std::int64_t version = 0;
    Instant saved_at;
    Bytes sealed;
};

std::string answer_place(ApplicationId id, std::string_view section, std::int64_t version);

Result<std::optional<Answer>> load_answer(sql::Transaction& tx, ApplicationId id,
                                          std::string_view section);

/// Writes version `answer.version` over the one before it (over nothing when it is 1).
/// Errors: section_changed, when that is not what is there; `params` name the version that is.
Result<void> save_answer(sql::Transaction& tx, ApplicationId id, Answer const& answer);

/// All that are there, by name.
Result<std::vector<Answer>> load_answers(sql::Transaction& tx, ApplicationId id);

}  // namespace mpaspor::store
