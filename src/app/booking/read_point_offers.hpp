#pragma once

#include "app/context.hpp"
#include "domain/office/offered.hpp"
#include "sql/connection.hpp"
#include "store/offices.hpp"

#include <string>
#include <vector>

namespace mpaspor::app {

struct PointOfferView {
    store::ServicePoint point;
    std::string office;  ///< Its code.
    office::Offer offer;
};
struct PointOffersView {
    std::string product;
    bool accelerated = false;
    std::vector<PointOfferView> points;  ///< All there are, by id.
};

/// Stage 6: every service point, whether it is to be chosen for this application, and where not,
/// why (002-S6, 003-04). A query.
/// Errors: application_not_found, stage_incomplete (stage 5: nothing is chosen yet).
Result<PointOffersView> read_point_offers(sql::Transaction& tx, Context const& context,
                                          ApplicationId id);

}  // namespace mpaspor::app
