#pragma once

#include "base/crypto.hpp"
#include "sql/connection.hpp"

namespace mpaspor::store {

/// Counts one more check of a NIK at the civil registry on `date` (WIB) and gives how many that
/// makes (D9: five a day).
Result<int> count_nik_check(sql::Transaction& tx, Digest const& nik_index, LocalDate date);

struct HoldTries {
    int today = 0;          ///< This one included.
    bool reserved = false;  ///< The NIK is kept for another account, which claimed it (D8).
};
/// Counts one more place held for a NIK on `date` of the office's calendar, wherever in the country
/// the others are (D5: three a day), by an account at `now`.
Result<HoldTries> count_hold(sql::Transaction& tx, Digest const& nik_index, LocalDate date,
                             AccountId account, Instant now);

/// Forgets at most `most` counts of days before `date`, and gives how many.
Result<std::int64_t> forget_nik_tries(sql::Transaction& tx, LocalDate date, int most);

}  // namespace mpaspor::store
