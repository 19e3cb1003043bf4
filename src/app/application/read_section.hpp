#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/answers.hpp"

#include <optional>

namespace mpaspor::app {

/// A section of the actor's own application, sealed as it is kept; nothing when it was never saved.
/// A query. Errors: application_not_found.
Result<std::optional<store::Answer>> read_section(sql::Transaction& tx, Context const& context,
                                                  ApplicationId id, std::string_view section);

/// That the section still has the version that the actor saw (0: none), for what is done before it
/// is saved and is not undone. Errors: application_not_found, section_changed.
Result<void> is_at_version(sql::Transaction& tx, Context const& context, ApplicationId id,
                           std::string_view section, std::int64_t seen);

}  // namespace mpaspor::app
