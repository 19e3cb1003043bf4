#include "domain/application/stages.hpp"

#include <algorithm>
#include <string>

namespace mpaspor::application {
namespace {

consteval bool in_order() {
    for (std::size_t i = 0; i < kStageInfos.size(); ++i) {
        if (std::to_underlying(kStageInfos[i].stage) != i + 1) return false;
        if (kStageInfos[i].rule.back() != static_cast<char>('1' + i)) return false;
    }
    return kStageInfos.size() == std::to_underlying(Stage::proof);
}
static_assert(in_order(), "one row per Stage, in the order of the enum");

}  // namespace

bool is_done(Stage stage, StageFacts const& facts) {
    switch (stage) {
        case Stage::identity: return facts.nik_valid;
        case Stage::questionnaire: return facts.questionnaire_complete;
        case Stage::documents: return facts.documents_complete;
        case Stage::additional_data: return facts.additional_data_complete;
        case Stage::product: return facts.product_fits;
        case Stage::service_point: return facts.service_point_chosen;
        case Stage::visit: return facts.has_place;
        case Stage::payment: return facts.settled;
        case Stage::proof: return facts.settled && facts.has_place;
    }
    std::unreachable();
}

Stage next_stage(StageFacts const& facts) {
    auto const row = std::ranges::find_if(
        kStageInfos, [&](StageInfo const& candidate) { return !is_done(candidate.stage, facts); });
    return row == kStageInfos.end() ? Stage::proof : row->stage;
}

Result<void> may_complete(Stage stage, StageFacts const& facts) {
    Stage const first_missing = next_stage(facts);
    if (first_missing >= stage) return {};
    return refuse(Code::stage_incomplete, "",
                  {{"stage", std::to_string(std::to_underlying(first_missing))}});
}

}  // namespace mpaspor::application
