#pragma once
/// Kinds of passport and what they cost, before anything is held.

#include "app/context.hpp"
#include "domain/payment/offers.hpp"
#include "sql/connection.hpp"

#include <vector>

namespace mpaspor::app {

/// What anybody may know (PUB-4): the prices in force and those to come, and where products are to
/// be had in the days on which a visit may be.
struct ProductsView {
    LocalDate today;  ///< WIB: tariffs are national (2.4).
    std::vector<payment::Tariff> tariffs;
    std::vector<payment::Charge> surcharges;  ///< Of the accelerated service (6.4).
    std::vector<payment::Availability> availability;
};
/// A query. What one applicant may choose of it payment::offers says.
Result<ProductsView> read_products(sql::Transaction& tx, Context const& context);

}  // namespace mpaspor::app
