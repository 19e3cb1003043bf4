#pragma once

#include "base/error.hpp"
#include "base/types.hpp"
#include "domain/application/products.hpp"

#include <optional>
#include <span>
#include <string>

namespace mpaspor::payment {

/// One row of the tariff (2.4). Data, versioned by date: [from, to) of WIB's calendar, the one
/// exception to office time, because tariffs are national.
struct Tariff {
    application::Product product;
    int validity_years_max;  ///< Up to and including.
    Rupiah amount;
    LocalDate from;
    std::optional<LocalDate> to = {};
    std::string legal_basis = {};
};

/// The row in force for a bill issued at `billed`: of those that cover the validity, the one for
/// the shortest; of several, the one that came into force last.
/// Errors: tariff_unknown.
Result<Tariff> tariff_for(std::span<Tariff const> tariffs, application::Product product,
                          int validity_years, Instant billed);

}  // namespace mpaspor::payment
