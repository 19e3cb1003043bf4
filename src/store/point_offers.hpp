#pragma once
/// What all service points offer (002-S6, 003-04), in few statements however many there are.

#include "domain/booking/seat.hpp"
#include "domain/office/offered.hpp"
#include "sql/connection.hpp"
#include "store/offices.hpp"
#include "store/products.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::store {

/// Of all points, whatever the day, by point and name.
Result<std::vector<ServicePointProduct>> all_products(sql::Transaction& tx);
Result<std::vector<AcceleratedService>> all_accelerated_services(sql::Transaction& tx);

struct PointOffer {
    ServicePoint point;
    std::string office;  ///< Its code.
    office::PointFacts facts;
};

struct Wish {
    std::string_view product;
    booking::Pool pool = booking::Pool::online;
    LocalDate from;  ///< Days before it are over everywhere.
    Instant now;
};
/// Every service point with what bears on `wish`, by id. Two statements.
Result<std::vector<PointOffer>> point_offers(sql::Transaction& tx, Wish const& wish);

}  // namespace mpaspor::store
