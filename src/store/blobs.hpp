#pragma once

#include "base/types.hpp"
#include "sql/connection.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace mpaspor::store {

/// Sealed documents as rows, where servers share a database. Safe to repeat: a name is of one blob
/// only.
Result<void> insert_blob(sql::Transaction& tx, std::string_view name,
                         std::span<std::byte const> content);
Result<std::optional<Bytes>> find_blob(sql::Transaction& tx, std::string_view name);
Result<void> delete_blob(sql::Transaction& tx, std::string_view name);

}  // namespace mpaspor::store
