#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/civil_regions.hpp"

#include <string_view>
#include <vector>

namespace mpaspor::app {

/// The provinces, or what lies within one. Nothing for a code that is not known: lists of codes
/// grow old (3.1). A query.
Result<std::vector<store::CivilRegion>> read_regions(sql::Transaction& tx, std::string_view parent);

}  // namespace mpaspor::app
