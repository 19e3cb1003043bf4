#include "app/office/read_offices.hpp"

#include <map>

namespace mpaspor::app {

Result<std::vector<OfficeView>> read_offices(sql::Transaction& tx, Context const& context) {
    auto const offices = TRY(store::all_offices(tx));
    auto const points = TRY(store::all_service_points(tx));
    std::map<OfficeId, std::vector<PointView>> of_office;
    for (auto const& point : points) {
        auto products = TRY(store::products_of(tx, point.id, date_in(point.zone, context.now)));
        of_office[point.office].push_back({point, std::move(products)});
    }
    std::vector<OfficeView> views;
    for (auto const& office : offices) views.push_back({office, of_office[office.id]});
    return views;
}

}  // namespace mpaspor::app
