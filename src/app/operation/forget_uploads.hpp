#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"

#include <span>
#include <string>
#include <string_view>

namespace mpaspor::app {

/// The topic of an outbox row that names a blob nobody refers to. Its contents are the name as an
/// upload has it, unsealed: it is random and tells nothing.
inline constexpr std::string_view kBlobRemoval = "blob_removal";

/// Has these blobs and their keys removed, once this is committed; names as uploads have them. Once
/// in one use case.
Result<void> remove_blobs(sql::Transaction& tx, Context const& context,
                          std::span<std::string const> blobs);

/// Takes away uploads that no application refers to and nobody has touched for as long as the
/// settings say, a bounded number; what they lay in is removed from the
/// outbox. Called often.
Result<void> forget_unused_uploads(sql::Transaction& tx, Context const& context);

}  // namespace mpaspor::app
