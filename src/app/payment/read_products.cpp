#include "app/payment/read_products.hpp"

#include "store/products.hpp"
#include "store/tariffs.hpp"

namespace mpaspor::app {
namespace {

/// Where there are places for a visit that is booked now.
Result<std::vector<payment::Availability>> availability(sql::Transaction& tx,
                                                        Context const& context) {
    auto const& settings = *context.settings;
    auto const first = date_in(Zone::wib, context.now) + std::chrono::days{settings.lead_days};
    return store::availability_of_products(tx, first,
                                           first + std::chrono::days{settings.days_opened_ahead});
}

}  // namespace

Result<ProductsView> read_products(sql::Transaction& tx, Context const& context) {
    auto tariffs = TRY(store::product_tariffs(tx));
    auto surcharges = TRY(store::charges_of(tx, store::kAccelerated));
    auto available = TRY(availability(tx, context));
    auto const today = date_in(Zone::wib, context.now);
    auto const over = [today](auto const& row) { return row.to && *row.to <= today; };
    std::erase_if(tariffs, over);
    std::erase_if(surcharges, over);
    return ProductsView{.today = today,
                        .tariffs = std::move(tariffs),
                        .surcharges = std::move(surcharges),
                        .availability = std::move(available)};
}

}  // namespace mpaspor::app
