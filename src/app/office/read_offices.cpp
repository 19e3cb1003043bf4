#include "app/office/read_offices.hpp"

#include "domain/office/search.hpp"
#include "store/point_offers.hpp"

#include <map>
#include <utility>

namespace mpaspor::app {
namespace {

template <typename Row>
bool is_in_force(Row const& row, LocalDate date) {
    return row.from <= date && (!row.to || *row.to > date);
}

using Views = std::map<ServicePointId, PointView>;

/// What people want to know before they go there.
Result<void> add_details(sql::Transaction& tx, Context const& context, Views& views) {
    auto const first = date_in(Zone::wib, context.now);  // Nowhere is it an earlier day.
    auto details = TRY(store::all_point_details(tx));
    for (auto& row : details) views[row.point].detail = std::move(row);
    auto hours = TRY(store::all_point_hours(tx, first));
    for (auto& row : hours) {
        auto& view = views[row.point];
        auto const& to = row.hours.to;
        bool const ended = to && *to <= date_in(view.point.zone, context.now);
        if (!ended) view.hours.push_back(std::move(row.hours));
    }
    auto notices = TRY(store::all_office_notices(tx, first));
    for (auto& row : notices) {
        auto& view = views[row.point];
        bool const shown = is_in_force(row, date_in(view.point.zone, context.now));
        if (shown) view.notices.push_back(std::move(row));
    }
    return {};
}

office::Names names_of(OfficeView const& view) {
    office::Names names{{office::place_in(view.office.name)}, office::folded(view.office.region)};
    for (auto const& point : view.points) {
        names.places.push_back(office::place_in(point.point.name));
    }
    return names;
}

}  // namespace

Result<std::vector<OfficeView>> read_offices(sql::Transaction& tx, Context const& context) {
    auto const offices = TRY(store::all_offices(tx));
    auto const points = TRY(store::all_service_points(tx));
    auto const products = TRY(store::all_products(tx));
    auto const accelerated = TRY(store::all_accelerated_services(tx));
    Views views;
    for (auto const& point : points) views[point.id].point = point;
    auto const today = [&](ServicePointId id) {
        return date_in(views[id].point.zone, context.now);
    };
    for (auto const& row : products) {
        auto& offered = views[row.point].products;
        bool const said = !offered.empty() && offered.back() == row.product;
        if (!said && is_in_force(row, today(row.point))) offered.push_back(row.product);
    }
    for (auto const& row : accelerated) {
        if (is_in_force(row, today(row.point))) views[row.point].accelerated = true;
    }
    TRY(add_details(tx, context, views));
    std::map<OfficeId, std::vector<PointView>> of_office;
    for (auto& [id, view] : views) of_office[view.point.office].push_back(std::move(view));
    std::vector<OfficeView> found;
    for (auto const& office : offices) {
        found.push_back({office, std::move(of_office[office.id])});
    }
    return found;
}

std::vector<OfficeView> find_offices(std::vector<OfficeView> all, std::string_view wanted) {
    std::vector<office::Names> names;
    for (auto const& view : all) names.push_back(names_of(view));
    std::vector<OfficeView> found;
    for (auto const at : office::find(wanted, names)) found.push_back(std::move(all[at]));
    return found;
}

}  // namespace mpaspor::app
