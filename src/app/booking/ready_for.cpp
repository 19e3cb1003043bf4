#include "app/booking/ready_for.hpp"

#include "base/text.hpp"
#include "store/assessments.hpp"

namespace mpaspor::app {
namespace {

Result<void> stages_done(store::Assessed const& assessed) {
    char const* missing = !assessed.questionnaire     ? "2"
                          : !assessed.documents       ? "3"
                          : !assessed.additional_data ? "4"
                          : !assessed.product         ? "5"
                                                      : nullptr;
    if (missing == nullptr) return {};
    return refuse(Code::stage_incomplete, "", {{"stage", missing}});
}

}  // namespace

Result<Zone> ready_for(sql::Transaction& tx, Context const& context,
                       store::Application const& application, booking::SeatKey const& place) {
    if (!application.nik) return refuse(Code::stage_incomplete, "", {{"stage", "1"}});
    auto const ground = TRY(store::load_hold_ground(tx, application.id, place.service_point,
                                                    application.product.value_or(""), place.date));
    auto const& assessed = ground.assessed;
    bool const good =
        ground.rules_in_force && date_in(Zone::wib, context.now) < assessed.good_until;
    if (!good) return fail(Code::assessment_outdated);
    TRY(stages_done(assessed));
    if (!ground.product_offered) return refuse(Code::product_not_offered, "/service_point");
    if (application.accelerated && !ground.accelerated_offered) {
        return refuse(Code::accelerated_not_offered, "/service_point");
    }
    if (assessed.visit_from && place.date < *assessed.visit_from) {
        return refuse(Code::passport_still_valid, "/date",
                      {{"from", date_text(*assessed.visit_from)}});
    }
    return ground.zone;
}

}  // namespace mpaspor::app
