#pragma once
/// Where products and the accelerated service are to be had (003-04, 6.4): reference data,
/// versioned by date.

#include "base/types.hpp"
#include "domain/payment/offers.hpp"
#include "sql/connection.hpp"

#include <chrono>
#include <optional>
#include <vector>

namespace mpaspor::store {

/// A service point that takes accelerated applications through the app, and when people come.
struct AcceleratedService {
    ServicePointId point;
    LocalDate from = {};
    std::optional<LocalDate> to = {};       ///< Exclusive.
    std::chrono::minutes arrive_from{0};    ///< Past midnight of the point's own day.
    std::chrono::minutes arrive_before{0};  ///< Exclusive.
};
/// Adds a row, or replaces that of the same point and first day.
Result<void> save_accelerated_service(sql::Transaction& tx, AcceleratedService const& service);
/// What `point` offers on `date`, if it does.
Result<std::optional<AcceleratedService>> accelerated_service_of(sql::Transaction& tx,
                                                                 ServicePointId point,
                                                                 LocalDate date);

/// At how many service points each product is to be had on some day from `from` to before `until`,
/// and at how many of them within that day. Products that nobody has are left out.
Result<std::vector<payment::Availability>> availability_of_products(sql::Transaction& tx,
                                                                    LocalDate from,
                                                                    LocalDate until);

}  // namespace mpaspor::store
