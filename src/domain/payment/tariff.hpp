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

/// A row that is for no product: a surcharge, or a charge.
struct Charge {
    Rupiah amount;
    LocalDate from;
    std::optional<LocalDate> to = {};
    std::string legal_basis = {};
};

/// Whether a row from `from` to before `to` counts on `date`.
constexpr bool in_force(LocalDate from, std::optional<LocalDate> const& to, LocalDate date) {
    return from <= date && (!to || date < *to);
}

/// The row in force for a bill issued at `billed`: of those that cover the validity, the one for
/// the shortest; of several, the one that came into force last.
/// Errors: tariff_unknown.
Result<Tariff> tariff_for(std::span<Tariff const> tariffs, application::Product product,
                          int validity_years, Instant billed);

/// The same of rows of one charge. Errors: tariff_unknown.
Result<Charge> charge_for(std::span<Charge const> charges, Instant billed);

struct Wanted {
    application::Product product;
    int validity_years;
    bool accelerated = false;
};
/// What one bill asks for (002-A3): the fee of the passport and, for the same day, its surcharge
/// (6.4), each on its own legal basis.
struct Price {
    Rupiah fee;
    std::string legal_basis;
    Rupiah surcharge = {};
    std::string surcharge_basis = {};  ///< Empty without a surcharge.
    Rupiah total() const { return fee + surcharge; }
    friend bool operator==(Price const&, Price const&) = default;
};
/// `surcharges` are the rows of the accelerated service. Errors: tariff_unknown.
Result<Price> price_for(std::span<Tariff const> tariffs, std::span<Charge const> surcharges,
                        Wanted const& wanted, Instant billed);

}  // namespace mpaspor::payment
