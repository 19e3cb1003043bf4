#pragma once
/// Who works where, for the operator. Queries.

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/officers.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace mpaspor::app {

/// All there are, by login; passwords are left out.
Result<std::vector<store::OfficerAccount>> read_officers(sql::Transaction& tx);
Result<std::optional<store::OfficerAccount>> find_officer(sql::Transaction& tx,
                                                          std::string_view login);

}  // namespace mpaspor::app
