#include "http/endpoints/endpoints.hpp"
#include "http/router.hpp"

#include <array>
#include <utility>

namespace mpaspor::http {
namespace {

using office::Action;

constexpr std::size_t kBody = 16 * 1024;             // a form
constexpr std::size_t kDataBody = 1024 * 1024;       // reference data of an operator
constexpr std::size_t kFileBody = 10 * 1024 * 1024;  // a document
constexpr std::size_t kPartBody = 1024 * 1024;       // a part of one
constexpr std::string_view kJson = "application/json";

// clang-format off
constexpr auto kRoutes = std::to_array<Route>({
    {"POST", "/api/v1/sign_in_codes", Who::public_, RateClass::sign_in, Idempotency::none, kBody, kJson, post_sign_in_code},
    {"POST", "/api/v1/sessions", Who::public_, RateClass::sign_in, Idempotency::none, kBody, kJson, post_session},
    {"DELETE", "/api/v1/sessions/current", Who::applicant, RateClass::write, Idempotency::none, 0, "", delete_session},
    {"GET", "/api/v1/me", Who::applicant, RateClass::read, Idempotency::none, 0, "", get_me},
    {"DELETE", "/api/v1/me", Who::applicant, RateClass::write, Idempotency::none, 0, "", delete_me},
    {"GET", "/api/v1/me/export.json", Who::applicant, RateClass::export_, Idempotency::none, 0, "", get_export_json},
    {"GET", "/api/v1/me/export.pdf", Who::applicant, RateClass::export_, Idempotency::none, 0, "", get_export_pdf},
    {"GET", "/api/v1/me/accesses", Who::applicant, RateClass::read, Idempotency::none, 0, "", get_accesses},
    {"GET", "/api/v1/me/contacts", Who::applicant, RateClass::read, Idempotency::none, 0, "", get_contacts},
    {"POST", "/api/v1/me/contacts/codes", Who::applicant, RateClass::sign_in, Idempotency::none, kBody, kJson, post_contact_code},
    {"POST", "/api/v1/me/contacts", Who::applicant, RateClass::sign_in, Idempotency::none, kBody, kJson, post_contact},
    {"DELETE", "/api/v1/me/contacts/{id}", Who::applicant, RateClass::write, Idempotency::none, 0, "", delete_contact},
    {"GET", "/api/v1/me/sessions", Who::applicant, RateClass::read, Idempotency::none, 0, "", get_sessions},
    {"DELETE", "/api/v1/me/sessions", Who::applicant, RateClass::write, Idempotency::none, 0, "", delete_other_sessions},
    {"DELETE", "/api/v1/me/sessions/{id}", Who::applicant, RateClass::write, Idempotency::none, 0, "", delete_own_session},
    {"GET", "/api/v1/bootstrap", Who::public_, RateClass::read, Idempotency::none, 0, "", get_bootstrap},
    {"GET", "/api/v1/forms/{form}", Who::public_, RateClass::read, Idempotency::none, 0, "", get_form},
    {"GET", "/api/v1/applications", Who::applicant, RateClass::read, Idempotency::none, 0, "", get_applications},
    {"POST", "/api/v1/applications", Who::applicant, RateClass::write, Idempotency::required, kBody, kJson, post_application},
    {"GET", "/api/v1/applications/{number}", Who::applicant, RateClass::read, Idempotency::none, 0, "", get_application},
    {"GET", "/api/v1/applications/{number}/checks", Who::applicant, RateClass::read, Idempotency::none, 0, "", get_checks},
    {"DELETE", "/api/v1/applications/{number}", Who::applicant, RateClass::write, Idempotency::required, 0, "", delete_application},
    {"POST", "/api/v1/applications/{number}/reopening", Who::applicant, RateClass::write, Idempotency::required, kBody, kJson, post_reopening},
    {"GET", "/api/v1/applications/{number}/sections/{section}", Who::applicant, RateClass::read, Idempotency::none, 0, "", get_section},
    {"PUT", "/api/v1/applications/{number}/sections/identity", Who::applicant, RateClass::write, Idempotency::none, kBody, kJson, put_identity},
    {"PUT", "/api/v1/applications/{number}/sections/product", Who::applicant, RateClass::write, Idempotency::none, kBody, kJson, put_product},
    {"PUT", "/api/v1/applications/{number}/sections/{section}", Who::applicant, RateClass::write, Idempotency::none, kBody, kJson, put_section},
    {"GET", "/api/v1/applications/{number}/assessment", Who::applicant, RateClass::read, Idempotency::none, 0, "", get_assessment},
    {"GET", "/api/v1/applications/{number}/documents", Who::applicant, RateClass::read, Idempotency::none, 0, "", get_documents},
    {"PUT", "/api/v1/uploads/{sha256}", Who::applicant, RateClass::upload, Idempotency::none, kFileBody, "*", put_upload},
    {"GET", "/api/v1/uploads/{sha256}/parts", Who::applicant, RateClass::read, Idempotency::none, 0, "", get_upload_parts},
    {"PUT", "/api/v1/uploads/{sha256}/parts/{offset}", Who::applicant, RateClass::upload, Idempotency::none, kPartBody, "application/octet-stream", put_upload_part},
    {"DELETE", "/api/v1/uploads/{sha256}/parts", Who::applicant, RateClass::write, Idempotency::none, 0, "", delete_upload_parts},
    {"PUT", "/api/v1/applications/{number}/documents/{kind}", Who::applicant, RateClass::write, Idempotency::none, kBody, kJson, put_document},
    {"GET", "/api/v1/applications/{number}/documents/old_passport/reading", Who::applicant, RateClass::read, Idempotency::none, 0, "", get_old_passport_reading},
    {"GET", "/api/v1/applications/{number}/documents/{kind}", Who::applicant, RateClass::read, Idempotency::none, 0, "", get_document},
    {"DELETE", "/api/v1/applications/{number}/documents/{kind}", Who::applicant, RateClass::write, Idempotency::none, 0, "", delete_document},
    {"GET", "/api/v1/offices", Who::public_, RateClass::read, Idempotency::none, 0, "", get_offices},
    {"GET", "/api/v1/applications/{number}/products", Who::applicant, RateClass::read, Idempotency::none, 0, "", get_offers},
    {"GET", "/api/v1/products", Who::public_, RateClass::read, Idempotency::none, 0, "", get_products},
    {"GET", "/api/v1/service_points/{id}/availability", Who::public_, RateClass::read, Idempotency::none, 0, "", get_availability},
    {"GET", "/api/v1/service_points/{id}/availability/{date}", Who::public_, RateClass::read, Idempotency::none, 0, "", get_slots},
    {"POST", "/api/v1/applications/{number}/hold", Who::applicant, RateClass::write, Idempotency::required, kBody, kJson, post_hold},
    {"DELETE", "/api/v1/applications/{number}/hold", Who::applicant, RateClass::write, Idempotency::required, 0, "", delete_hold},
    {"POST", "/api/v1/applications/{number}/submission", Who::applicant, RateClass::write, Idempotency::required, kBody, kJson, post_submission},
    {"GET", "/api/v1/applications/{number}/bill", Who::applicant, RateClass::read, Idempotency::none, 0, "", get_bill},
    {"POST", "/api/v1/applications/{number}/reschedule", Who::applicant, RateClass::write, Idempotency::required, kBody, kJson, post_reschedule},
    {"POST", "/api/v1/applications/{number}/cancellation", Who::applicant, RateClass::write, Idempotency::required, kBody, kJson, post_cancellation},
    {"GET", "/api/v1/applications/{number}/proof", Who::applicant, RateClass::read, Idempotency::none, 0, "", get_proof},
    {"GET", "/api/v1/applications/{number}/proof.pdf", Who::applicant, RateClass::read, Idempotency::none, 0, "", get_proof_pdf},
    {"POST", "/api/v1/applications/{number}/claim", Who::applicant, RateClass::write, Idempotency::required, kBody, kJson, post_claim},
    {"GET", "/api/v1/applications/{number}/claim", Who::applicant, RateClass::read, Idempotency::none, 0, "", get_claim},
    {"POST", "/api/v1/applications/{number}/recovery", Who::applicant, RateClass::write, Idempotency::required, kBody, kJson, post_recovery},
    {"GET", "/api/v1/recoveries", Who::applicant, RateClass::read, Idempotency::none, 0, "", get_recoveries},
    {"POST", "/api/v1/recoveries/{id}/objection", Who::applicant, RateClass::write, Idempotency::required, kBody, kJson, post_recovery_objection},
    {"POST", "/office/v1/sessions", Who::public_, RateClass::sign_in, Idempotency::none, kBody, kJson, post_officer_session},
    {"DELETE", "/office/v1/sessions/current", Who::officer, RateClass::write, Idempotency::none, 0, "", delete_officer_session, Action::own_account},
    {"GET", "/office/v1/me", Who::officer, RateClass::read, Idempotency::none, 0, "", get_officer, Action::own_account},
    {"GET", "/office/v1/me/sessions", Who::officer, RateClass::read, Idempotency::none, 0, "", get_officer_sessions, Action::own_account},
    {"DELETE", "/office/v1/me/sessions/{id}", Who::officer, RateClass::write, Idempotency::none, 0, "", delete_own_officer_session, Action::own_account},
    {"PUT", "/office/v1/me/password", Who::officer, RateClass::sign_in, Idempotency::none, kBody, kJson, put_officer_password, Action::own_account},
    {"GET", "/office/v1/claims", Who::officer, RateClass::read, Idempotency::none, 0, "", get_office_claims, Action::read_claims},
    {"GET", "/office/v1/claims/{id}", Who::officer, RateClass::read, Idempotency::none, 0, "", get_office_claim, Action::read_claims},
    {"GET", "/office/v1/claims/{id}/evidence/{position}", Who::officer, RateClass::read, Idempotency::none, 0, "", get_office_evidence, Action::read_claims},
    {"POST", "/office/v1/claims/{id}/decision", Who::officer, RateClass::write, Idempotency::required, kBody, kJson, post_claim_decision, Action::decide_claims},
    {"GET", "/office/v1/recoveries", Who::officer, RateClass::read, Idempotency::none, 0, "", get_office_recoveries, Action::read_recoveries},
    {"GET", "/office/v1/recoveries/{id}", Who::officer, RateClass::read, Idempotency::none, 0, "", get_office_recovery, Action::read_recoveries},
    {"POST", "/office/v1/recoveries/{id}/decision", Who::officer, RateClass::write, Idempotency::required, kBody, kJson, post_recovery_decision, Action::decide_recoveries},
    {"GET", "/office/v1/quota_rules", Who::officer, RateClass::read, Idempotency::none, 0, "", get_office_quota_rules, Action::read_quota},
    {"POST", "/office/v1/quota_rules", Who::officer, RateClass::write, Idempotency::required, kBody, kJson, post_office_quota_rule, Action::draft_quota},
    {"POST", "/office/v1/quota_rules/{id}/approval", Who::officer, RateClass::write, Idempotency::none, kBody, kJson, post_office_quota_approval, Action::decide_quota},
    {"POST", "/office/v1/quota_rules/{id}/refusal", Who::officer, RateClass::write, Idempotency::required, kBody, kJson, post_office_quota_refusal, Action::decide_quota},
    {"POST", "/office/v1/quota_rules/{id}/withdrawal", Who::officer, RateClass::write, Idempotency::required, kBody, kJson, post_office_quota_withdrawal, Action::draft_quota},
    {"GET", "/office/v1/quota_rules/{id}/history", Who::officer, RateClass::read, Idempotency::none, 0, "", get_office_quota_history, Action::read_quota},
    {"GET", "/office/v1/service_points/{id}/days/{date}", Who::officer, RateClass::read, Idempotency::none, 0, "", get_office_day, Action::read_quota},
    {"POST", "/snap/v1.0/access-token/b2b", Who::bank, RateClass::bank, Idempotency::none, kBody, kJson, post_snap_token},
    {"POST", "/snap/v1.0/transfer-va/inquiry", Who::bank, RateClass::bank, Idempotency::none, kBody, kJson, post_snap_inquiry},
    {"POST", "/snap/v1.0/transfer-va/payment", Who::bank, RateClass::bank, Idempotency::none, kBody, kJson, post_snap_payment},
    {"GET", "/health", Who::public_, RateClass::none, Idempotency::none, 0, "", get_health},
    {"GET", "/ready", Who::public_, RateClass::none, Idempotency::none, 0, "", get_ready},
    {"GET", "/metrics", Who::public_, RateClass::none, Idempotency::none, 0, "", get_metrics},
    {"GET", "/openapi.yaml", Who::public_, RateClass::none, Idempotency::none, 0, "", get_openapi},
    {"GET", "/demo/clock", Who::demo, RateClass::none, Idempotency::none, 0, "", get_demo_clock},
    {"POST", "/demo/clock", Who::demo, RateClass::none, Idempotency::none, kBody, kJson, post_demo_clock},
    {"POST", "/demo/constant", Who::demo, RateClass::none, Idempotency::none, kBody, kJson, post_demo_constant},
    {"POST", "/admin/v1/offices", Who::operator_, RateClass::none, Idempotency::none, kDataBody, kJson, post_admin_offices},
    {"GET", "/admin/v1/offices", Who::operator_, RateClass::none, Idempotency::none, 0, "", get_admin_offices},
    {"POST", "/admin/v1/holidays", Who::operator_, RateClass::none, Idempotency::none, kDataBody, kJson, post_admin_holidays},
    {"GET", "/admin/v1/holidays", Who::operator_, RateClass::none, Idempotency::none, 0, "", get_admin_holidays},
    {"POST", "/admin/v1/tariffs", Who::operator_, RateClass::none, Idempotency::none, kDataBody, kJson, post_admin_tariffs},
    {"GET", "/admin/v1/tariffs", Who::operator_, RateClass::none, Idempotency::none, 0, "", get_admin_tariffs},
    {"POST", "/admin/v1/officers", Who::operator_, RateClass::none, Idempotency::none, kDataBody, kJson, post_admin_officer},
    {"GET", "/admin/v1/officers", Who::operator_, RateClass::none, Idempotency::none, 0, "", get_admin_officers},
    {"POST", "/admin/v1/officers/passwords", Who::operator_, RateClass::none, Idempotency::none, kDataBody, kJson, post_admin_officer_password},
    {"POST", "/admin/v1/officers/active", Who::operator_, RateClass::none, Idempotency::none, kDataBody, kJson, post_admin_officer_active},
    {"POST", "/admin/v1/quota_rules", Who::operator_, RateClass::none, Idempotency::none, kDataBody, kJson, post_admin_quota_rule},
    {"GET", "/admin/v1/quota_rules", Who::operator_, RateClass::none, Idempotency::none, 0, "", get_admin_quota_rules},
    {"POST", "/admin/v1/quota_rules/{id}/approval", Who::operator_, RateClass::none, Idempotency::none, kDataBody, kJson, post_admin_quota_approval},
    {"GET", "/admin/v1/quota", Who::operator_, RateClass::none, Idempotency::none, 0, "", get_admin_quota},
    {"POST", "/admin/v1/quota/cut", Who::operator_, RateClass::none, Idempotency::none, kDataBody, kJson, post_admin_quota_cut},
    {"POST", "/admin/v1/quota/grant", Who::operator_, RateClass::none, Idempotency::none, kDataBody, kJson, post_admin_quota_grant},
    {"GET", "/admin/v1/applications/{number}/history", Who::operator_, RateClass::none, Idempotency::none, 0, "", get_admin_history},
    {"POST", "/admin/v1/ledger/check", Who::operator_, RateClass::none, Idempotency::none, kDataBody, kJson, post_admin_ledger_check},
    {"GET", "/admin/v1/status", Who::operator_, RateClass::none, Idempotency::none, 0, "", get_admin_status},
    {"GET", "/admin/v1/settings", Who::operator_, RateClass::none, Idempotency::none, 0, "", get_admin_settings},
    {"PUT", "/admin/v1/settings/{name}", Who::operator_, RateClass::none, Idempotency::none, kDataBody, kJson, put_admin_setting},
    {"POST", "/admin/v1/release_days", Who::operator_, RateClass::none, Idempotency::none, kDataBody, kJson, post_admin_release_days},
});
// clang-format on

constexpr std::array<std::string_view, 6> kWho{"public",   "applicant", "bank",
                                               "operator", "demo",      "officer"};
constexpr std::array<std::string_view, 2> kIdempotency{"none", "required"};

/// An officer's route names its action, and no other route does.
consteval bool actions_are_officers() {
    for (Route const& route : kRoutes) {
        if ((route.who == Who::officer) != (route.action != Action::none)) return false;
    }
    return true;
}
static_assert(actions_are_officers());

}  // namespace

std::span<Route const> routes() {
    return kRoutes;
}

std::string route_listing() {
    std::string listing;
    for (Route const& route : kRoutes) {
        listing.append(route.method).append(" ").append(route.path).append(" ");
        listing.append(kWho[std::to_underlying(route.who)]).append(" ");
        listing.append(kRateClasses[std::to_underlying(route.rate)]).append(" ");
        listing.append(kIdempotency[std::to_underlying(route.idempotency)]).append(" ");
        listing.append(std::to_string(route.body_max)).append("\n");
    }
    return listing;
}

}  // namespace mpaspor::http
