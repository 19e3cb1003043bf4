#include "domain/payment/offers.hpp"

#include <algorithm>
#include <set>

namespace mpaspor::payment {
namespace {

using application::Product;

Availability of(std::span<Availability const> availability, Product product) {
    auto const found = std::ranges::find(availability, product, &Availability::product);
    return found == availability.end() ? Availability{.product = product} : *found;
}

/// The validities to speak of: those that a tariff in force is for, and the person's own.
std::set<int> years_of(Product product, Chooser const& chooser, std::span<Tariff const> tariffs,
                       LocalDate date) {
    std::set<int> years;
    for (Tariff const& row : tariffs) {
        if (row.product == product && in_force(row.from, row.to, date)) {
            years.insert(row.validity_years_max);
        }
    }
    if (!years.empty()) years.insert(chooser.validities.begin(), chooser.validities.end());
    return years;
}

std::optional<Why> why_not(Offer const& offer, Chooser const& chooser) {
    if (!application::is_made_for(offer.product, chooser.type, chooser.categories)) {
        return Why::first_migrant_worker_only;
    }
    bool const own =
        std::ranges::find(chooser.validities, offer.validity_years) != chooser.validities.end();
    if (!own) return Why::other_validity;
    if (offer.points == 0) return Why::no_service_point;
    return std::nullopt;
}

Acceleration acceleration(Chooser const& chooser, std::span<Charge const> surcharges,
                          std::span<Availability const> availability, Instant billed) {
    auto const surcharge = charge_for(surcharges, billed);
    Acceleration result;
    if (surcharge) result.surcharge = *surcharge;
    bool const somewhere = std::ranges::any_of(
        availability, [](Availability const& a) { return a.accelerated_points > 0; });
    if (!application::may_be_accelerated(chooser.type)) {
        result.why = Why::type_not_accelerated;
    } else if (!surcharge) {
        result.why = Why::no_tariff;
    } else if (!somewhere) {
        result.why = Why::no_service_point;
    }
    return result;
}

}  // namespace

Offers offers(Chooser const& chooser, std::span<Tariff const> tariffs,
              std::span<Charge const> surcharges, std::span<Availability const> availability,
              Instant billed) {
    Offers all{.acceleration = acceleration(chooser, surcharges, availability, billed)};
    for (std::size_t i = 0; i < application::kProducts.size(); ++i) {
        auto const product = static_cast<Product>(i);
        auto const at = of(availability, product);
        for (int const years : years_of(product, chooser, tariffs, date_in(Zone::wib, billed))) {
            auto const tariff = tariff_for(tariffs, product, years, billed);
            if (!tariff) continue;  // More years than any tariff covers.
            Offer offer{.product = product,
                        .validity_years = years,
                        .amount = tariff->amount,
                        .legal_basis = tariff->legal_basis,
                        .points = at.points,
                        .accelerated_points = at.accelerated_points};
            offer.why = why_not(offer, chooser);
            all.passports.push_back(std::move(offer));
        }
    }
    return all;
}

}  // namespace mpaspor::payment
