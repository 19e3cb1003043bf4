#pragma once

#include "base/types.hpp"
#include "domain/payment/tariff.hpp"
#include "sql/connection.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpaspor::store {

/// The tariff of a product, all periods (2.4). Which row is in force payment::tariff_for says.
Result<std::vector<payment::Tariff>> tariffs_of(sql::Transaction& tx, application::Product product);

/// Any row of the table, passports and charges alike: to load and to show them.
struct TariffRow {
    std::string item;        ///< A product's code, or ACCELERATED, LOST_CHARGE, ...
    int validity_years = 0;  ///< Passports valid for at most so long; 0 where it makes no odds.
    LocalDate from;
    std::optional<LocalDate> to = {};  ///< Exclusive, by the calendar of WIB.
    Rupiah amount;
    std::string basis;  ///< The regulation.
};
Result<std::vector<TariffRow>> all_tariffs(sql::Transaction& tx);
/// Adds a row, or replaces that of the same item, validity and first day.
Result<void> save_tariff(sql::Transaction& tx, TariffRow const& tariff);

}  // namespace mpaspor::store
