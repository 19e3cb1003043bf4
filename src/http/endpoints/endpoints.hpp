#pragma once
/// The endpoints, as the table of routes names them. Each is described in api/openapi.yaml.

#include "http/call.hpp"

namespace mpaspor::http {

// accounts.cpp
void post_sign_in_code(CallPtr call);
void post_session(CallPtr call);
void delete_session(CallPtr call);
void get_me(CallPtr call);

// rights.cpp
void get_accesses(CallPtr call);
// accounts_contacts.cpp, accounts_sessions.cpp
void get_contacts(CallPtr call);
void post_contact_code(CallPtr call);
void post_contact(CallPtr call);
void delete_contact(CallPtr call);
void get_sessions(CallPtr call);
void delete_other_sessions(CallPtr call);
void delete_own_session(CallPtr call);

// exports.cpp
void get_export_json(CallPtr call);
void get_export_pdf(CallPtr call);

// erasures.cpp
void delete_me(CallPtr call);
void delete_application(CallPtr call);
void post_reopening(CallPtr call);

// applications.cpp
void post_application(CallPtr call);
void get_applications(CallPtr call);
void get_application(CallPtr call);
void post_cancellation(CallPtr call);

// identity.cpp, sections.cpp, checks.cpp
void put_identity(CallPtr call);
void put_section(CallPtr call);
void get_checks(CallPtr call);
void put_product(CallPtr call);
void get_section(CallPtr call);

// assessment.cpp
void get_form(CallPtr call);
void get_assessment(CallPtr call);

// uploads.cpp, upload_parts.cpp, old_passport.cpp
void put_upload(CallPtr call);
void put_upload_part(CallPtr call);
void get_upload_parts(CallPtr call);
void delete_upload_parts(CallPtr call);
void get_old_passport_reading(CallPtr call);

// documents.cpp
void put_document(CallPtr call);
void get_document(CallPtr call);
void get_documents(CallPtr call);
void delete_document(CallPtr call);

// offices.cpp
void get_offices(CallPtr call);
void get_availability(CallPtr call);
void get_slots(CallPtr call);

// products.cpp
void get_products(CallPtr call);
void get_offers(CallPtr call);

// places.cpp
void post_hold(CallPtr call);
void delete_hold(CallPtr call);
void post_reschedule(CallPtr call);

// payments.cpp
void post_submission(CallPtr call);
void get_bill(CallPtr call);

// proofs.cpp
void get_proof(CallPtr call);
void get_proof_pdf(CallPtr call);

// snap.cpp
void post_snap_token(CallPtr call);
void post_snap_inquiry(CallPtr call);
void post_snap_payment(CallPtr call);

// operation.cpp
void get_health(CallPtr call);
void get_ready(CallPtr call);
void get_metrics(CallPtr call);
void get_bootstrap(CallPtr call);
void get_openapi(CallPtr call);
void get_demo_clock(CallPtr call);
void post_demo_clock(CallPtr call);
void post_demo_constant(CallPtr call);

// admin_reference.cpp
void post_admin_offices(CallPtr call);
void get_admin_offices(CallPtr call);
void post_admin_holidays(CallPtr call);
void get_admin_holidays(CallPtr call);
void post_admin_tariffs(CallPtr call);
void get_admin_tariffs(CallPtr call);

// requests_claims.cpp, requests_recoveries.cpp
void post_claim(CallPtr call);
void get_claim(CallPtr call);
void get_office_claims(CallPtr call);
void get_office_claim(CallPtr call);
void get_office_evidence(CallPtr call);
void post_claim_decision(CallPtr call);
void post_recovery(CallPtr call);
void get_recoveries(CallPtr call);
void post_recovery_objection(CallPtr call);
void get_office_recoveries(CallPtr call);
void get_office_recovery(CallPtr call);
void post_recovery_decision(CallPtr call);

// officers.cpp, officers_admin.cpp
void post_officer_session(CallPtr call);
void delete_officer_session(CallPtr call);
void get_officer(CallPtr call);
void get_officer_sessions(CallPtr call);
void delete_own_officer_session(CallPtr call);
void put_officer_password(CallPtr call);
void post_admin_officer(CallPtr call);
void get_admin_officers(CallPtr call);
void post_admin_officer_password(CallPtr call);
void post_admin_officer_active(CallPtr call);

// admin_quota.cpp
void post_admin_quota_rule(CallPtr call);
void get_admin_quota_rules(CallPtr call);
void post_admin_quota_approval(CallPtr call);
void get_admin_quota(CallPtr call);
void post_admin_quota_cut(CallPtr call);
void post_admin_quota_grant(CallPtr call);
void post_admin_release_days(CallPtr call);

// admin_ledger.cpp
void get_admin_history(CallPtr call);
void post_admin_ledger_check(CallPtr call);
void get_admin_status(CallPtr call);
void get_admin_settings(CallPtr call);
void put_admin_setting(CallPtr call);

// quota_office.cpp
void get_office_quota_rules(CallPtr call);
void post_office_quota_rule(CallPtr call);
void post_office_quota_approval(CallPtr call);
void post_office_quota_refusal(CallPtr call);
void post_office_quota_withdrawal(CallPtr call);
void get_office_quota_history(CallPtr call);
void get_office_day(CallPtr call);

}  // namespace mpaspor::http
