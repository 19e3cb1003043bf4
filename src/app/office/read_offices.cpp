#include "app/office/read_offices.hpp"

#include "store/products.hpp"

#include <map>

namespace mpaspor::app {

Result<std::vector<OfficeView>> read_offices(sql::Transaction& tx, Context const& context) {
    auto const offices = TRY(store::all_offices(tx));
    auto const points = TRY(store::all_service_points(tx));
    std::map<OfficeId, std::vector<PointView>> of_office;
    for (auto const& point : points) {
        auto const today = date_in(point.zone, context.now);
        auto products = TRY(store::products_of(tx, point.id, today));
        auto const accelerated = TRY(store::accelerated_service_of(tx, point.id, today));
        of_office[point.office].push_back({point, std::move(products), accelerated.has_value()});
    }
    std::vector<OfficeView> views;
    for (auto const& office : offices) views.push_back({office, of_office[office.id]});
    return views;
}

}  // namespace mpaspor::app
