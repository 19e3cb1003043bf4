#pragma once

#include "base/crypto.hpp"
#include "sql/connection.hpp"

namespace mpaspor::store {

/// Counts one more check of a NIK at the civil registry on `date` (WIB) and gives how many that
/// makes (D9: five a day).
Result<int> count_nik_check(sql::Transaction& tx, Digest const& nik_index, LocalDate date);

/// Counts one more place held for a NIK on `date` (WIB) and gives how many that makes (D5: three a
/// day).
Result<int> count_hold(sql::Transaction& tx, Digest const& nik_index, LocalDate date);

}  // namespace mpaspor::store
