#pragma once

#include "sql/connection.hpp"

namespace mpaspor::store {

/// Ids first .. first + count - 1 of one kind, for one server alone. Those it does not use are
/// lost, which nobody sees: public numbers hide the order anyway.
struct IdBlock {
    std::int64_t first = 1;
    std::int64_t count = 0;
};
/// `kind`: "account", "application", "bill", "officer", "quota_rule".
Result<IdBlock> lease_ids(sql::Transaction& tx, std::string_view kind, std::int64_t count);

}  // namespace mpaspor::store
