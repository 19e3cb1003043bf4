#include "domain/payment/tariff.hpp"

namespace mpaspor::payment {
namespace {

bool better(Tariff const& candidate, Tariff const& best) {
    if (candidate.validity_years_max != best.validity_years_max) {
        return candidate.validity_years_max < best.validity_years_max;
    }
    return candidate.from > best.from;
}

}  // namespace

Result<Tariff> tariff_for(std::span<Tariff const> tariffs, application::Product product,
                          int validity_years, Instant billed) {
    LocalDate const date = date_in(Zone::wib, billed);
    Tariff const* best = nullptr;
    for (Tariff const& row : tariffs) {
        bool const covers = row.product == product && validity_years <= row.validity_years_max;
        if (in_force(row.from, row.to, date) && covers && (best == nullptr || better(row, *best)))
            best = &row;
    }
    if (best == nullptr) return fail(Code::tariff_unknown);
    return *best;
}

Result<Charge> charge_for(std::span<Charge const> charges, Instant billed) {
    LocalDate const date = date_in(Zone::wib, billed);
    Charge const* last = nullptr;
    for (Charge const& row : charges) {
        bool const later = last == nullptr || row.from > last->from;
        if (in_force(row.from, row.to, date) && later) last = &row;
    }
    if (last == nullptr) return fail(Code::tariff_unknown);
    return *last;
}

Result<Price> price_for(std::span<Tariff const> tariffs, std::span<Charge const> surcharges,
                        Wanted const& wanted, Instant billed) {
    auto const tariff = TRY(tariff_for(tariffs, wanted.product, wanted.validity_years, billed));
    Price price{.fee = tariff.amount, .legal_basis = tariff.legal_basis};
    if (wanted.accelerated) {
        auto const surcharge = TRY(charge_for(surcharges, billed));
        price.surcharge = surcharge.amount;
        price.surcharge_basis = surcharge.legal_basis;
    }
    return price;
}

}  // namespace mpaspor::payment
