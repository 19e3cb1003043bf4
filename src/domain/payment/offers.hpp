#pragma once
/// Which passports somebody can choose and what each costs, before anything is held (002-S5,
/// PUB-4).

#include "base/types.hpp"
#include "domain/application/categories.hpp"
#include "domain/application/products.hpp"
#include "domain/payment/tariff.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpaspor::payment {

/// At how many service points a product is to be had in the days on which a visit may be, and at
/// how many of them within the same day (003-04, 6.4).
struct Availability {
    application::Product product;
    int points = 0;
    int accelerated_points = 0;
};

/// Who chooses: what the answers amount to on the day of the bill.
struct Chooser {
    application::Type type;
    application::Categories categories;
    std::vector<int> validities;  ///< Years (V1-V7).
};

/// Why something cannot be chosen. Words under "products.why.<text>".
enum class Why : std::uint8_t {
    first_migrant_worker_only,  ///< Made for others (2.4).
    other_validity,             ///< Too many or too few years at this age (V2, V3, V5).
    no_service_point,           ///< No office issues it in the days on which a visit may be.
    type_not_accelerated,       ///< Only first passports and expired ones are (6.4).
    no_tariff,                  ///< No price is in force.
};
inline constexpr std::array<std::string_view, 5> kWhys{"first_migrant_worker_only",
                                                       "other_validity", "no_service_point",
                                                       "type_not_accelerated", "no_tariff"};
constexpr std::string_view to_text(Why why) {
    return kWhys[std::to_underlying(why)];
}

/// A product for so many years at its price, or why not.
struct Offer {
    application::Product product;
    int validity_years = 0;
    Rupiah amount = {};
    std::string legal_basis = {};
    int points = 0;
    int accelerated_points = 0;
    std::optional<Why> why = {};
    friend bool operator==(Offer const&, Offer const&) = default;
};

/// The accelerated service, on top of a passport (6.4).
struct Acceleration {
    std::optional<Charge> surcharge = {};
    std::optional<Why> why = {};
};

struct Offers {
    std::vector<Offer> passports = {};  ///< By product, then years.
    Acceleration acceleration = {};
};

/// Every product that has a tariff on `billed`, for the years of its tariffs and those that the
/// person may choose. `surcharges` are those of the accelerated service.
Offers offers(Chooser const& chooser, std::span<Tariff const> tariffs,
              std::span<Charge const> surcharges, std::span<Availability const> availability,
              Instant billed);

}  // namespace mpaspor::payment
