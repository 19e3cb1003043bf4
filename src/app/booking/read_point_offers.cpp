#include "app/booking/read_point_offers.hpp"

#include "app/booking/hold_place.hpp"
#include "app/policies.hpp"
#include "domain/application/products.hpp"
#include "store/assessments.hpp"
#include "store/point_offers.hpp"

#include <algorithm>

namespace mpaspor::app {
namespace {

bool is_online(store::Application const& application) {
    auto const type = application::type_from_text(application.type.value_or(""));
    return type && application::is_online(*type);
}

}  // namespace

Result<PointOffersView> read_point_offers(sql::Transaction& tx, Context const& context,
                                          ApplicationId id) {
    auto const owner = TRY(context.actor.account());
    auto const application = TRY(store::load_application(tx, id, owner));
    if (!application.product) return refuse(Code::stage_incomplete, "", {{"stage", "5"}});
    auto const assessment = TRY(store::load_assessment(tx, id));

    auto const policy = hold_policy(*context.settings);
    store::Wish const wish{.product = *application.product,
                           .pool = pool_of(application),
                           .from = booking::earliest_date(Zone::wib, context.now, policy),
                           .now = context.now};
    auto offers = TRY(store::point_offers(tx, wish));

    PointOffersView view{*application.product, application.accelerated, {}};
    for (auto& [point, code, facts] : offers) {
        office::Wanted wanted{.online = is_online(application),
                              .accelerated = application.accelerated,
                              .from = booking::earliest_date(point.zone, context.now, policy)};
        if (auto const& first = assessment.assessed.visit_from) {
            wanted.from = std::max(wanted.from, *first);
        }
        view.points.push_back({std::move(point), std::move(code), office::offered(facts, wanted)});
    }
    return view;
}

}  // namespace mpaspor::app
