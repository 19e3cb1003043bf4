#include "app/payment/price.hpp"

#include "store/tariffs.hpp"

namespace mpaspor::app {

Result<payment::Price> price_at(sql::Transaction& tx, payment::Wanted const& wanted, Instant now) {
    auto const tariffs = TRY(store::tariffs_of(tx, wanted.product));
    std::vector<payment::Charge> surcharges;
    if (wanted.accelerated) {
        auto rows = TRY(store::charges_of(tx, store::kAccelerated));
        surcharges = std::move(rows);
    }
    return payment::price_for(tariffs, surcharges, wanted, now);
}

}  // namespace mpaspor::app
