#pragma once

#include "base/types.hpp"
#include "sql/connection.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpaspor::store {

/// One row of domain.md 2.4, in force on [from, to) by the calendar of WIB.
struct Tariff {
    std::string item;
    int validity_years = 0;  ///< Passports valid for at most so long; 0 where it makes no odds.
    LocalDate from;
    std::optional<LocalDate> to;
    Rupiah amount;
    std::string basis;  ///< The regulation.
};

/// The tariff of `item` for `validity_years` on `date` (WIB, whatever the office).
/// Errors: tariff_unknown.
Result<Tariff> load_tariff(sql::Transaction& tx, std::string_view item, int validity_years,
                           LocalDate date);
Result<std::vector<Tariff>> all_tariffs(sql::Transaction& tx);
/// Adds a row, or replaces that of the same item, validity and first day.
Result<void> save_tariff(sql::Transaction& tx, Tariff const& tariff);

}  // namespace mpaspor::store
