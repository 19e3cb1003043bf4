#include "store/erasure.hpp"

#include "store/columns.hpp"

#include <array>

namespace mpaspor::store {
namespace {

constexpr sql::Statement kTraces{"load_traces", R"sql(
    SELECT EXISTS (SELECT 1 FROM bill WHERE application_id = $1),
           EXISTS (SELECT 1 FROM payment WHERE application_id = $1),
           EXISTS (SELECT 1 FROM request WHERE application_id = $1 AND state = 'open'),
           a.created,
           COALESCE((SELECT max(at) FROM audit_event
                      WHERE kind = 'application' AND subject = $1), 0),
           COALESCE((SELECT max(saved_at) FROM answer WHERE application_id = $1), 0),
           COALESCE((SELECT max(attached) FROM document WHERE application_id = $1), 0)
      FROM application a WHERE a.id = $1
)sql"};

constexpr auto kContent = std::to_array<sql::Statement>({
    {"delete_answers", "DELETE FROM answer WHERE application_id = $1"},
    {"delete_nik_check", "DELETE FROM nik_check WHERE application_id = $1"},
    {"delete_passport_record", "DELETE FROM passport_record WHERE application_id = $1"},
    {"clear_assessment", R"sql(
        UPDATE assessment
           SET revision = revision + 1, rules = 0, form_from = 0, questionnaire = 0, documents = 0,
               additional_data = 0, product = 0, good_until = 0, visit_from = NULL
         WHERE application_id = $1)sql"},
    // No registry is asked any more, and nobody told to go on. What the issuing system has to hear
    // of is a number and a change, and it hears of all of them.
    {"delete_notices_about", R"sql(
        DELETE FROM outbox WHERE application_id = $1 AND topic NOT LIKE 'dpri.%')sql"},
});

constexpr sql::Statement kDeleteOpenEvidence{"delete_open_evidence", R"sql(
    DELETE FROM request_evidence WHERE request_id IN
        (SELECT id FROM request WHERE application_id = $1 AND state = 'open')
)sql"};
constexpr sql::Statement kTakeOpenRequests{"take_open_requests", R"sql(
    DELETE FROM request WHERE application_id = $1 AND state = 'open' RETURNING id, version
)sql"};

/// For PostgreSQL. A statement of its own, so that the next one sees what was waited for: somebody
/// may be attaching one of these to another application.
constexpr sql::Statement kLockUploads{"lock_uploads", R"sql(
    SELECT 1 FROM upload
     WHERE account_id = $1
       AND hash IN (SELECT upload_hash FROM document WHERE application_id = $2)
       FOR UPDATE
)sql"};
constexpr sql::Statement kDeleteUploads{"delete_uploads_of_application", R"sql(
    DELETE FROM upload
     WHERE account_id = $1
       AND hash IN (SELECT upload_hash FROM document WHERE application_id = $2)
       AND NOT EXISTS (SELECT 1 FROM document d JOIN application a ON a.id = d.application_id
                        WHERE d.upload_hash = upload.hash AND d.application_id <> $2
                          AND a.account_id = $1)
       AND NOT EXISTS (SELECT 1 FROM request_evidence e JOIN request r ON r.id = e.request_id
                        WHERE e.upload_hash = upload.hash AND e.account_id = $1
                          AND r.state = 'open')
    RETURNING blob
)sql"};
constexpr sql::Statement kDeleteDocuments{"delete_documents", R"sql(
    DELETE FROM document WHERE application_id = $1
)sql"};
constexpr sql::Statement kErased{"mark_erased", R"sql(
    UPDATE application
       SET erased_at = $2, nik_index = NULL, nik_verified_at = NULL, type = NULL, product = NULL,
           validity_years = NULL, accelerated = 0
     WHERE id = $1 RETURNING id
)sql"};

constexpr sql::Statement kLockAccount{"lock_account", R"sql(
    SELECT version FROM account WHERE id = $1
)sql"};
/// For PostgreSQL: whoever adds something to the account waits, and then finds it gone.
constexpr sql::Statement kLockAccountRow{"lock_account", R"sql(
    SELECT version FROM account WHERE id = $1 FOR UPDATE
)sql"};
constexpr sql::Statement kInTheWay{"in_the_way", R"sql(
    SELECT a.id FROM application a
     WHERE a.account_id = $1
       AND (EXISTS (SELECT 1 FROM live_application l WHERE l.id = a.id)
            OR EXISTS (SELECT 1 FROM payment p WHERE p.application_id = a.id))
     ORDER BY a.id LIMIT $2
)sql"};
constexpr sql::Statement kAskedFor{"is_asked_for", R"sql(
    SELECT EXISTS (SELECT 1 FROM request WHERE target_account = $1 AND state = 'open')
)sql"};
constexpr sql::Statement kNotErased{"not_erased", R"sql(
    SELECT id FROM application WHERE account_id = $1 AND erased_at IS NULL ORDER BY id LIMIT $2
)sql"};
constexpr sql::Statement kUploadsOfAccount{"delete_uploads_of_account", R"sql(
    DELETE FROM upload WHERE account_id = $1 RETURNING blob
)sql"};
/// For PostgreSQL, as above: somebody may be adding a part.
constexpr sql::Statement kLockUnfinished{"lock_uploads", R"sql(
    SELECT 1 FROM unfinished_upload WHERE account_id = $1 FOR UPDATE
)sql"};
constexpr sql::Statement kPartsOfAccount{"parts_of_account", R"sql(
    SELECT u.key_name || ' ' || p.blob
      FROM upload_part p JOIN unfinished_upload u ON u.account_id = p.account_id AND u.hash = p.hash
     WHERE p.account_id = $1
)sql"};
constexpr auto kOfAccount = std::to_array<sql::Statement>({
    {"delete_unfinished_of", "DELETE FROM unfinished_upload WHERE account_id = $1"},
    {"delete_sessions_of", "DELETE FROM session WHERE account_id = $1"},
    {"delete_contacts_of", "DELETE FROM contact WHERE account_id = $1"},
    {"delete_notices_of", R"sql(
        DELETE FROM outbox
         WHERE account_id = $1
            OR (topic NOT LIKE 'dpri.%'
                AND application_id IN (SELECT id FROM application WHERE account_id = $1)))sql"},
    {"delete_reservations_of", "DELETE FROM nik_reservation WHERE account_id = $1"},
    {"delete_evidence_of", "DELETE FROM request_evidence WHERE account_id = $1"},
    {"forget_target", "UPDATE request SET target_account = NULL WHERE target_account = $1"},
    {"leave_applications_to_nobody", "UPDATE application SET account_id = 0 WHERE account_id = $1"},
});
/// What was decided stays for the other side and for the office, without the mark of a person.
constexpr sql::Statement kLeaveRequests{"leave_requests_to_nobody", R"sql(
    UPDATE request SET account_id = 0, nik_index = $2, sealed = $3
     WHERE account_id = $1 AND state <> 'open'
)sql"};
constexpr sql::Statement kDeleteAccount{"delete_account", R"sql(
    DELETE FROM account WHERE id = $1 RETURNING id
)sql"};

Result<std::vector<std::string>> names_in(Result<std::vector<sql::Row>> const& found) {
    auto const rows = TRY(found);
    std::vector<std::string> names;
    for (sql::Row const& row : rows) names.push_back(row.text(0));
    return names;
}

Result<std::vector<ApplicationId>> ids(Result<std::vector<sql::Row>> const& found) {
    auto const rows = TRY(found);
    std::vector<ApplicationId> ids;
    for (sql::Row const& row : rows) ids.push_back({row.integer(0)});
    return ids;
}

}  // namespace

Result<Traces> load_traces(sql::Transaction& tx, ApplicationId id) {
    auto const row = TRY(tx.row(kTraces, {id.value}));
    if (!row) return fail(Code::application_not_found);
    auto touched = row->integer(3);
    for (std::size_t at = 4; at <= 6; ++at) touched = std::max(touched, row->integer(at));
    return Traces{.had_bill = row->integer(0) != 0,
                  .had_money = row->integer(1) != 0,
                  .open_request = row->integer(2) != 0,
                  .touched = instant(touched)};
}

Result<std::vector<TakenRequest>> take_open_requests(sql::Transaction& tx, ApplicationId id) {
    TRY(tx.run(kDeleteOpenEvidence, {id.value}));
    auto const rows = TRY(tx.rows(kTakeOpenRequests, {id.value}));
    std::vector<TakenRequest> taken;
    for (sql::Row const& row : rows) taken.push_back({{row.integer(0)}, row.integer(1)});
    return taken;
}

Result<std::vector<std::string>> delete_content(sql::Transaction& tx, Application const& a,
                                                Instant now) {
    for (sql::Statement const& statement : kContent) TRY(tx.run(statement, {a.id.value}));
    if (tx.engine() == sql::Engine::postgres) {
        TRY(tx.run(kLockUploads, {a.account.value, a.id.value}));
    }
    auto blobs = TRY(names_in(tx.rows(kDeleteUploads, {a.account.value, a.id.value})));
    TRY(tx.run(kDeleteDocuments, {a.id.value}));
    auto const marked = TRY(tx.row(kErased, {a.id.value, number(now)}));
    if (!marked) return fail(Code::application_not_found);
    return blobs;
}

Result<std::int64_t> lock_account(sql::Transaction& tx, AccountId id) {
    bool const postgres = tx.engine() == sql::Engine::postgres;
    auto const row = TRY(tx.row(postgres ? kLockAccountRow : kLockAccount, {id.value}));
    if (!row) return fail(Code::not_signed_in);
    return row->integer(0);
}

Result<std::vector<ApplicationId>> in_the_way(sql::Transaction& tx, AccountId id, int most) {
    return ids(tx.rows(kInTheWay, {id.value, std::int64_t{most}}));
}

Result<bool> is_asked_for(sql::Transaction& tx, AccountId id) {
    auto const row = TRY(tx.row(kAskedFor, {id.value}));
    return row->integer(0) != 0;
}

Result<std::vector<ApplicationId>> not_erased(sql::Transaction& tx, AccountId id, int most) {
    return ids(tx.rows(kNotErased, {id.value, std::int64_t{most}}));
}

Result<std::vector<std::string>> delete_account(sql::Transaction& tx, AccountId id) {
    auto blobs = TRY(names_in(tx.rows(kUploadsOfAccount, {id.value})));
    if (tx.engine() == sql::Engine::postgres) TRY(tx.run(kLockUnfinished, {id.value}));
    auto const parts = TRY(names_in(tx.rows(kPartsOfAccount, {id.value})));
    blobs.insert(blobs.end(), parts.begin(), parts.end());
    for (sql::Statement const& statement : kOfAccount) TRY(tx.run(statement, {id.value}));
    TRY(tx.run(kLeaveRequests, {id.value, Digest{}, Bytes{}}));
    auto const deleted = tx.row(kDeleteAccount, {id.value});
    if (!deleted && deleted.error().code == Code::constraint_violated) {
        return fail(Code::storage_conflict, "something new hangs on the account");
    }
    TRY(deleted);
    return blobs;
}

}  // namespace mpaspor::store
