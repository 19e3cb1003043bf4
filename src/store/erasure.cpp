#include "store/erasure.hpp"

#include "store/columns.hpp"

#include <array>

namespace mpaspor::store {
namespace {

constexpr sql::Statement kTraces{"load_traces", R"sql(
    SELECT EXISTS (SELECT 1 FROM bill WHERE application_id = $1),
           EXISTS (SELECT 1 FROM payment WHERE application_id = $1),
           a.created,
           COALESCE((SELECT max(at) FROM audit_event
                      WHERE kind = 'application' AND subject = $1), 0),
           COALESCE((SELECT max(saved_at) FROM answer WHERE application_id = $1), 0),
           COALESCE((SELECT max(attached) FROM document WHERE application_id = $1), 0)
      FROM application a WHERE a.id = $1
)sql"};

constexpr auto kContent = std::to_array<sql::Statement>({
    {"delete_answers", "DELETE FROM answer WHERE application_id = $1"},
    {"clear_assessment", R"sql(
        UPDATE assessment
           SET revision = revision + 1, rules = 0, questionnaire = 0, documents = 0,
               additional_data = 0, product = 0, visit_from = NULL
         WHERE application_id = $1)sql"},
});

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
    RETURNING blob
)sql"};
constexpr sql::Statement kDeleteDocuments{"delete_documents", R"sql(
    DELETE FROM document WHERE application_id = $1
)sql"};
constexpr sql::Statement kErased{"mark_erased", R"sql(
    UPDATE application
       SET erased_at = $2, nik_index = NULL, nik_verified_at = NULL, type = NULL, product = NULL,
           validity_years = NULL
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
constexpr sql::Statement kNotErased{"not_erased", R"sql(
    SELECT id FROM application WHERE account_id = $1 AND erased_at IS NULL ORDER BY id LIMIT $2
)sql"};
constexpr sql::Statement kUploadsOfAccount{"delete_uploads_of_account", R"sql(
    DELETE FROM upload WHERE account_id = $1 RETURNING blob
)sql"};
constexpr auto kOfAccount = std::to_array<sql::Statement>({
    {"delete_sessions_of", "DELETE FROM session WHERE account_id = $1"},
    {"delete_contacts_of", "DELETE FROM contact WHERE account_id = $1"},
    {"delete_notices_of", "DELETE FROM outbox WHERE account_id = $1"},
    {"leave_applications_to_nobody", "UPDATE application SET account_id = 0 WHERE account_id = $1"},
});
constexpr sql::Statement kDeleteAccount{"delete_account", R"sql(
    DELETE FROM account WHERE id = $1 RETURNING id
)sql"};

std::vector<std::string> names(std::vector<sql::Row> const& rows) {
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
    auto touched = row->integer(2);
    for (std::size_t at = 3; at <= 5; ++at) touched = std::max(touched, row->integer(at));
    return Traces{.had_bill = row->integer(0) != 0,
                  .had_money = row->integer(1) != 0,
                  .touched = instant(touched)};
}

Result<std::vector<std::string>> delete_content(sql::Transaction& tx, Application const& a,
                                                Instant now) {
    for (sql::Statement const& statement : kContent) TRY(tx.run(statement, {a.id.value}));
    if (tx.engine() == sql::Engine::postgres) {
        TRY(tx.run(kLockUploads, {a.account.value, a.id.value}));
    }
    auto const uploads = TRY(tx.rows(kDeleteUploads, {a.account.value, a.id.value}));
    TRY(tx.run(kDeleteDocuments, {a.id.value}));
    auto const marked = TRY(tx.row(kErased, {a.id.value, number(now)}));
    if (!marked) return fail(Code::application_not_found);
    return names(uploads);
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

Result<std::vector<ApplicationId>> not_erased(sql::Transaction& tx, AccountId id, int most) {
    return ids(tx.rows(kNotErased, {id.value, std::int64_t{most}}));
}

Result<std::vector<std::string>> delete_account(sql::Transaction& tx, AccountId id) {
    auto const uploads = TRY(tx.rows(kUploadsOfAccount, {id.value}));
    for (sql::Statement const& statement : kOfAccount) TRY(tx.run(statement, {id.value}));
    auto const deleted = tx.row(kDeleteAccount, {id.value});
    if (!deleted && deleted.error().code == Code::constraint_violated) {
        return fail(Code::storage_conflict, "something new hangs on the account");
    }
    TRY(deleted);
    return names(uploads);
}

}  // namespace mpaspor::store
