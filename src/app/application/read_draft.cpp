#include "app/application/read_draft.hpp"

#include "app/application/editable.hpp"
#include "store/documents.hpp"
#include "store/forms.hpp"
#include "store/passport_records.hpp"
#include "store/settings.hpp"
#include "store/tariffs.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mpaspor::app {

bool decides_drafts(std::string_view setting) {
    static constexpr std::array<std::string_view, 5> kSettings{
        "elderly_age", "toddler_age", "months_before_expiry", "days_opened_ahead",
        "priority_until_minutes"};
    return std::ranges::find(kSettings, setting) != kSettings.end();
}

namespace {

/// Of types that start at the office (2.4).
Result<std::vector<application::OfficeCharge>> office_charges(sql::Transaction& tx) {
    std::vector<application::OfficeCharge> charges;
    for (auto const item : application::office_charge_items()) {
        auto rows = TRY(store::charges_of(tx, item));
        for (auto& row : rows) {
            charges.push_back({.item = std::string{item},
                               .amount = row.amount,
                               .from = row.from,
                               .to = row.to,
                               .legal_basis = std::move(row.legal_basis)});
        }
    }
    return charges;
}

}  // namespace

/// The version is read first: what comes while the rest is being read is noticed by it.
Result<DraftRulesInForce> read_draft_rules(sql::Transaction& tx) {
    auto const version = TRY(store::draft_rules_version(tx));
    auto forms = TRY(store::load_forms(tx));
    if (forms.empty()) return fail(Code::bad_configuration, "no form is loaded");
    auto documents = TRY(store::load_document_rules(tx));
    auto charges = TRY(office_charges(tx));
    auto const settings = TRY(store::load_settings(tx));
    return DraftRulesInForce{
        .version = version,
        .rules = {.forms = std::move(forms),
                  .documents = std::move(documents),
                  .elderly_age = static_cast<int>(settings.elderly_age),
                  .toddler_age = static_cast<int>(settings.toddler_age),
                  .months_before_expiry = static_cast<int>(settings.months_before_expiry),
                  .booking_horizon_days = static_cast<int>(settings.days_opened_ahead),
                  .priority_until = std::chrono::minutes{settings.priority_until_minutes},
                  .charges = std::move(charges)}};
}

Result<std::int64_t> draft_rules_version(sql::Transaction& tx) {
    return store::draft_rules_version(tx);
}

Result<bool> has_form(sql::Transaction& tx) {
    return store::has_form(tx);
}

/// The revision is read before what it counts the changes of, so that it is never too new: a
/// statement of PostgreSQL sees what was committed since the one before it.
Result<StoredDraft> read_draft(sql::Transaction& tx, Context const& context, ApplicationId id) {
    auto const owner = TRY(context.actor.account());
    auto const before = TRY(store::load_assessment(tx, id));
    auto application = TRY(store::load_application(tx, id, owner));
    auto const rules = TRY(store::draft_rules_version(tx));
    auto sections = TRY(store::load_answers(tx, id));
    auto documents = TRY(store::document_kinds(tx, id));
    auto const record = TRY(store::passport_record(tx, id));
    return StoredDraft{.application = std::move(application),
                       .revision = before.revision,
                       .assessed = before.assessed,
                       .rules = rules,
                       .sections = std::move(sections),
                       .documents = std::move(documents),
                       .record = record};
}

Result<StoredDraft> read_draft_to_revise(sql::Transaction& tx, Context const& context,
                                         ApplicationId id) {
    auto draft = TRY(read_draft(tx, context, id));
    if (!may_edit(draft.application.state)) return fail(Code::not_allowed_in_state);
    return draft;
}

}  // namespace mpaspor::app
