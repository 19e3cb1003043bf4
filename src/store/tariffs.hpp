#pragma once

#include "base/types.hpp"
#include "domain/payment/tariff.hpp"
#include "sql/connection.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::store {

/// The tariff of a product, all periods (2.4). Which row is in force payment::tariff_for says.
Result<std::vector<payment::Tariff>> tariffs_of(sql::Transaction& tx, application::Product product);

/// Those of all products, by product.
Result<std::vector<payment::Tariff>> product_tariffs(sql::Transaction& tx);

/// What the accelerated service costs on top (6.4).
inline constexpr std::string_view kAccelerated = "ACCELERATED";
/// The rows of an item that is no product, all periods.
Result<std::vector<payment::Charge>> charges_of(sql::Transaction& tx, std::string_view item);

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
