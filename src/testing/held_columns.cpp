#include "testing/held_columns.hpp"

#include <array>
#include <set>

namespace mpaspor::testing {
namespace {

constexpr auto kLink = "leads to what is shown";
constexpr auto kBlind = "a keyed hash of what is shown";
constexpr auto kCount = "counts rows that are shown";
constexpr auto kOurs = "a name of ours for a thing";

// clang-format off
constexpr auto kColumns = std::to_array<Listed>({
    {"office", "*", As::none, "about no person"},
    {"service_point", "*", As::none, "about no person"},
    {"service_point_product", "*", As::none, "about no person"},
    {"holiday", "*", As::none, "about no person"},
    {"holiday_year", "*", As::none, "about no person"},
    {"tariff", "*", As::none, "about no person"},
    {"slot_pattern", "*", As::none, "about no person"},
    {"quota_rule", "*", As::none, "about no applicant"},
    {"release_rule", "*", As::none, "about no person"},
    {"setting", "*", As::none, "about no person"},
    {"schema_version", "*", As::none, "about no person"},
    {"id_block", "*", As::none, "about no person"},
    {"officer", "*", As::none, "about officers, who are no applicants here"},
    {"officer_password", "*", As::none, "about officers"},
    {"officer_session", "*", As::none, "about officers"},
    {"login_try", "*", As::none, "about officers, by a keyed hash of a login"},
    {"seat", "*", As::none, "counts, of nobody"},
    {"timer", "*", As::none, "when the service looks at something again"},
    {"blob", "*", As::none, "the files themselves: fetched by the address that is shown"},
    {"sign_in_code", "*", As::none, "a hash, for minutes, of a contact that is shown"},
    {"address_try", "*", As::none, "counts of one hour, by a short keyed hash of an address"},
    {"nik_try", "*", As::none, "counts of one day, by a keyed hash; gone the next day"},
    {"status_try", "*", As::none, "counts of one day, by a keyed hash; gone the next day"},
    {"letterhead", "*", As::none, "about no person"},
    {"idempotency", "*", As::none, "answers as they were given, for a day; what they say is shown"},
    {"inbox", "*", As::none, "messages of the bank as they came; what they say is shown as payments"},
    {"ledger_entry", "*", As::none, "the books of payments that are shown"},

    {"accelerated_service", "*", As::none, "about no person"},
    {"form_section", "*", As::none, "about no person"},
    {"form_field", "*", As::none, "about no person"},
    {"document_rule", "*", As::none, "about no person"},
    {"draft_rules", "*", As::none, "about no person"},
    {"assessment", "*", As::none, "follows from the answers that are shown"},

    {"account", "id", As::none, kOurs},
    {"account", "contact_index", As::none, "says nothing any more"},
    {"account", "sealed", As::none, "says nothing any more"},
    {"account", "created", As::instant},
    {"account", "version", As::none, kCount},
    {"session", "token_hash", As::none, "a hash of what only the person has"},
    {"session", "account_id", As::none, kLink},
    {"session", "created", As::instant},
    {"session", "expires_at", As::instant},
    {"session", "device", As::text},
    {"session", "last_used", As::instant},
    {"contact", "contact_index", As::none, kBlind},
    {"contact", "account_id", As::none, kLink},
    {"contact", "sealed", As::sealed},
    {"contact", "confirmed", As::instant},
    {"application", "id", As::found, "\"number\":"},
    {"application", "account_id", As::none, kLink},
    {"application", "channel", As::found, "\"channel\":\"app\""},
    {"application", "state", As::found, "\"state\":\"scheduled\""},
    {"application", "version", As::none, kCount},
    {"application", "created", As::instant},
    {"application", "nik_index", As::none, kBlind},
    {"application", "nik_verified_at", As::instant},
    {"application", "type", As::text},
    {"application", "product", As::text},
    {"application", "validity_years", As::number},
    {"application", "accelerated", As::found, "\"accelerated\":\"no\""},
    {"application", "erased_at", As::found, "\"erased_at\":\"20"},
    {"live_application", "id", As::none, kLink},
    {"live_application", "nik_index", As::none, kBlind},
    {"live_application", "state", As::found, "\"state\":\"scheduled\""},
    {"live_application", "version", As::none, kCount},
    {"live_application", "service_point", As::found, "\"service_point\":\"Pontianak\""},
    {"live_application", "date", As::date},
    {"live_application", "pool", As::found, "\"pool\":\"online\""},
    {"live_application", "slot", As::found, "\"slot\":\"08:00\""},
    {"live_application", "sequence", As::number},
    {"live_application", "deadline", As::instant},
    {"live_application", "bill_id", As::none, kLink},
    {"live_application", "paid_at", As::instant},
    {"live_application", "first_visit", As::date},
    {"live_application", "reschedules", As::number},
    {"answer", "application_id", As::none, kLink},
    {"answer", "section", As::found, "\"section\":\"address\""},
    {"answer", "version", As::found, "\"version\":1"},
    {"answer", "saved_at", As::instant},
    {"answer", "sealed", As::sealed},
    {"nik_check", "application_id", As::none, kLink},
    {"nik_check", "version", As::found, "\"nik_check\":{\"version\":1,"},
    {"nik_check", "nik_index", As::none, kBlind},
    {"nik_check", "state", As::found, ",\"state\":\"answered\",\"asked_at\""},
    {"nik_check", "asked_at", As::instant},
    {"nik_check", "answered_at", As::instant},
    {"nik_check", "sealed", As::sealed},
    {"passport_record", "application_id", As::none, kLink},
    {"passport_record", "nik_index", As::none, kBlind},
    {"passport_record", "state", As::found, "\"passport_record\":{\"state\":\"known\","},
    {"passport_record", "asked_at", As::instant},
    {"passport_record", "answered_at", As::instant},
    {"passport_record", "sealed", As::sealed},
    {"request", "id", As::none, kOurs},
    {"request", "kind", As::found, "\"request\":\"claim\""},
    {"request", "name", As::none, kOurs},
    {"request", "account_id", As::found, "\"asked_by\":\"you\""},
    {"request", "application_id", As::found, "\"asked_by\":\"you\",\"application\":\""},
    {"request", "nik_index", As::none, kBlind},
    {"request", "target_account", As::found, "\"asked_by\":\"somebody_else\",\"application\":null"},
    {"request", "office_id", As::found, "\"office\":\"PONTIANAK\""},
    {"request", "state", As::found, "\"state\":\"upheld\""},
    {"request", "reason", As::found, "\"reason\":\"identity_confirmed\""},
    {"request", "sealed", As::none, "empty: nobody writes it"},
    {"request", "created", As::instant},
    {"request", "decided_at", As::instant},
    {"request", "version", As::none, kCount},
    {"request_evidence", "request_id", As::none, kLink},
    {"request_evidence", "position", As::none, "their order"},
    {"request_evidence", "account_id", As::none, kLink},
    {"request_evidence", "upload_hash", As::found, "\"evidence\":[{\"type\":"},
    {"nik_reservation", "nik_index", As::none, kBlind},
    {"nik_reservation", "account_id", As::none, kLink},
    {"nik_reservation", "until", As::instant},
    {"upload", "account_id", As::none, kLink},
    {"upload", "hash", As::none, "a keyed hash of the file"},
    {"upload", "blob", As::none, kOurs},
    {"upload", "type", As::text},
    {"upload", "width", As::number},
    {"upload", "height", As::number},
    {"upload", "pages", As::number},
    {"upload", "hints", As::text},
    {"upload", "created", As::instant},
    {"upload", "touched", As::none, "from when it may be swept when nothing has it"},
    {"upload_mrz", "account_id", As::none, kLink},
    {"upload_mrz", "hash", As::none, kLink},
    {"upload_mrz", "sealed", As::sealed},
    {"unfinished_upload", "account_id", As::none, kLink},
    {"unfinished_upload", "hash", As::none, "a keyed hash of the file"},
    {"unfinished_upload", "key_name", As::none, kOurs},
    {"unfinished_upload", "received", As::number},  // No more than the size, planted next.
    {"unfinished_upload", "size", As::number},
    {"unfinished_upload", "touched", As::instant},
    {"upload_part", "*", As::none, "how what has come of a file is cut; its size is shown"},
    {"document", "application_id", As::none, kLink},
    {"document", "kind", As::text},
    {"document", "upload_hash", As::none, kLink},
    {"document", "attached", As::instant},
    {"seat_event", "service_point", As::found, "\"service_point\":\"Pontianak\""},
    {"seat_event", "date", As::found, "\"date\":\"2026-11-09\""},
    {"seat_event", "pool", As::found, "\"pool\":\"online\""},
    {"seat_event", "slot", As::found, "\"slot\":\"08:00\""},
    {"seat_event", "version", As::none, kOurs},
    {"seat_event", "kind", As::found, "\"event\":\"taken\""},
    {"seat_event", "application_id", As::none, kLink},
    {"seat_event", "taken", As::none, "counts of all people there"},
    {"seat_event", "granted", As::none, "counts of all people there"},
    {"seat_event", "capacity", As::none, "about no person"},
    {"seat_event", "at", As::instant},
    {"bill", "id", As::found, "\"billing_code\":"},
    {"bill", "application_id", As::none, kLink},
    {"bill", "amount", As::number},
    {"bill", "basis", As::text},
    {"bill", "surcharge", As::number},
    {"bill", "surcharge_basis", As::text},
    {"bill", "issued_at", As::instant},
    {"bill", "deadline", As::instant},
    {"bill", "state", As::found, "\"state\":\"paid\""},
    {"bill", "service_point", As::found, "\"service_point\":\"Pontianak\""},
    {"bill", "date", As::found, "\"date\":\"2026-11-09\""},
    {"bill", "pool", As::found, "\"pool\":\"online\""},
    {"bill", "slot", As::found, "\"slot\":\"08:00\""},
    {"bill", "paid_at", As::instant},
    {"bill", "state_receipt", As::text},
    {"bill", "version", As::none, kCount},
    {"payment", "provider", As::text},
    {"payment", "reference", As::text},
    {"payment", "bill_id", As::found, "\"billing_code\":"},
    {"payment", "application_id", As::none, kLink},
    {"payment", "amount", As::number},
    {"payment", "bank_time", As::instant},
    {"payment", "received_at", As::instant},
    {"payment", "outcome", As::found, "\"outcome\":\"applied\""},
    {"outbox", "id", As::none, kOurs},
    {"outbox", "topic", As::text},
    {"outbox", "application_id", As::none, kLink},
    {"outbox", "account_id", As::none, kLink},
    {"outbox", "sealed", As::none, "a contact that is shown, and a code that is good for minutes"},
    {"outbox", "created", As::instant},
    {"outbox", "due", As::instant},
    {"outbox", "attempts", As::number},
    {"audit_event", "kind", As::none, "whether it is of the account or of an application, as shown"},
    {"audit_event", "subject", As::none, kLink},
    {"audit_event", "version", As::none, "numbers the rows in their order"},
    {"audit_event", "at", As::instant},
    {"audit_event", "actor", As::found, "\"by\":\"bank\""},
    {"audit_event", "station", As::text},
    {"audit_event", "action", As::text},
    {"audit_event", "rule", As::text},
    {"audit_event", "result", As::text},
    {"audit_event", "salt", As::none, "random"},
    {"audit_event", "leaf", As::none, "a salted hash of what is shown"},
    {"access_event", "account_id", As::none, kLink},
    {"access_event", "number", As::none, "numbers the rows in their order"},
    {"access_event", "application_id", As::found, "\"application\":\""},
    {"access_event", "at", As::instant},
    {"access_event", "officer_id", As::none, "who the officer is, the office knows"},
    {"access_event", "role", As::text},
    {"access_event", "office_id", As::found, "\"office\":\"Maumere\""},
    {"access_event", "purpose", As::found, "\"purpose\":\"adjudication\""},
    {"access_event", "kinds", As::found, "\"kinds\":[\"identity\",\"documents\"]"},
    {"access_event", "request", As::none, kOurs},
});
// clang-format on

constexpr sql::Statement kSchema{"schema", R"sql(
    SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c
     WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'
)sql"};
constexpr sql::Statement kSchemaOfPostgres{"schema", R"sql(
    SELECT table_name::text, column_name::text FROM information_schema.columns
     WHERE table_schema = current_schema()
)sql"};

}  // namespace

std::span<Listed const> held_columns() {
    return kColumns;
}

std::vector<std::string> unlisted_columns(sql::Connection& database) {
    bool const sqlite = database.engine() == sql::Engine::sqlite;
    auto const rows = database.run(sqlite ? kSchema : kSchemaOfPostgres, {}).value();
    std::set<std::string> unlisted, unmet;
    for (auto const& row : kColumns) {
        unmet.insert(std::string{row.table} + '.' + std::string{row.column});
    }
    auto const listed = unmet;
    for (auto const& row : rows) {
        auto const whole = row.text(0) + ".*", column = row.text(0) + '.' + row.text(1);
        if (!listed.contains(whole) && !listed.contains(column)) unlisted.insert(column);
        unmet.erase(whole);
        unmet.erase(column);
    }
    std::vector<std::string> found{unlisted.begin(), unlisted.end()};
    found.insert(found.end(), unmet.begin(), unmet.end());
    return found;
}

}  // namespace mpaspor::testing
