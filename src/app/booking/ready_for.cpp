#include "app/booking/ready_for.hpp"

#include "store/progress.hpp"

namespace mpaspor::app {
namespace {

Result<void> stages_done(store::Application const& application, store::Progress const& progress) {
    char const* missing = !application.nik || !progress.identity ? "1"
                          : !progress.questionnaire              ? "2"
                          : !progress.id_card                    ? "3"
                          : !progress.additional_data            ? "4"
                          : !application.product                 ? "5"
                                                                 : nullptr;
    if (missing == nullptr) return {};
    return refuse(Code::stage_incomplete, "", {{"stage", missing}});
}

}  // namespace

Result<Zone> ready_for(sql::Transaction& tx, store::Application const& application,
                       booking::SeatKey const& place) {
    auto const ground = TRY(store::load_hold_ground(tx, application.id, place.service_point,
                                                    application.product.value_or(""), place.date));
    TRY(stages_done(application, ground.progress));
    if (!ground.product_offered) return refuse(Code::product_not_offered, "/service_point");
    return ground.zone;
}

}  // namespace mpaspor::app
