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
        bool const in_force = row.from <= date && (!row.to || date < *row.to);
        bool const covers = row.product == product && validity_years <= row.validity_years_max;
        if (in_force && covers && (best == nullptr || better(row, *best))) best = &row;
    }
    if (best == nullptr) return fail(Code::tariff_unknown);
    return *best;
}

}  // namespace mpaspor::payment
