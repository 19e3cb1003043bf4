#pragma once
/// The nine stages of the form (002-S1 to 002-S9): derived from the data present, never stored, so
/// that the two cannot disagree.

#include "base/error.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace mpaspor::application {

enum class Stage : std::uint8_t {
    identity = 1,
    questionnaire,
    documents,
    additional_data,
    product,
    service_point,
    visit,
    payment,
    proof,
};

struct StageInfo {
    Stage stage;
    std::string_view rule;   ///< Its row in the rule book.
    std::string_view name;   ///< The API's string.
    std::string_view needs;  ///< What completes it, for the printed table.
};

inline constexpr auto kStageInfos = std::to_array<StageInfo>({
    {Stage::identity, "002-S1", "identity", "the civil registry said VALID, not too long ago"},
    {Stage::questionnaire, "002-S2", "questionnaire", "every mandatory answer"},
    {Stage::documents, "002-S3", "documents", "a file of every required kind"},
    {Stage::additional_data, "002-S4", "additional_data", "every mandatory field"},
    {Stage::product, "002-S5", "product", "type and product that fit the questionnaire"},
    {Stage::service_point, "002-S6", "service_point", "a service point that offers the product"},
    {Stage::visit, "002-S7", "visit", "a place that is held or had"},
    {Stage::payment, "002-S8", "payment", "a settled fee"},
    {Stage::proof, "002-S9", "proof", "a settled fee and a visit"},
});

/// What the data present say. Whoever changes stage 2 or 5 looks again whether stage 3 is complete.
struct StageFacts {
    bool nik_valid = false;
    bool questionnaire_complete = false;
    bool documents_complete = false;
    bool additional_data_complete = false;
    bool product_fits = false;
    bool service_point_chosen = false;
    bool has_place = false;
    bool settled = false;
};

bool is_done(Stage stage, StageFacts const& facts);

/// The first stage, in their normative order, that is not done; `proof` when all are.
Stage next_stage(StageFacts const& facts);

/// Whether everything before `stage` is done, so that it can be completed.
/// Errors: stage_incomplete (params: stage, the first one missing).
Result<void> may_complete(Stage stage, StageFacts const& facts);

constexpr StageInfo const& stage_info(Stage stage) {
    return kStageInfos[std::to_underlying(stage) - std::size_t{1}];
}

}  // namespace mpaspor::application
