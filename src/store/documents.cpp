#include "store/documents.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kInsert{"insert_upload", R"sql(
    INSERT INTO upload (account_id, hash, blob, type, width, height, pages, hints, created, touched)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
    ON CONFLICT (account_id, hash) DO UPDATE SET touched = excluded.touched
    RETURNING blob, type, width, height, pages, hints, created
)sql"};

constexpr sql::Statement kRenew{"renew_upload", R"sql(
    UPDATE upload SET touched = $3 WHERE account_id = $1 AND hash = $2
    RETURNING blob, type, width, height, pages, hints, created
)sql"};

constexpr sql::Statement kRenewAttached{"renew_attached", R"sql(
    UPDATE upload SET touched = $3
     WHERE account_id = (SELECT account_id FROM application WHERE id = $1)
       AND hash = (SELECT upload_hash FROM document WHERE application_id = $1 AND kind = $2)
)sql"};

constexpr sql::Statement kTakeUnused{"take_unused_uploads", R"sql(
    DELETE FROM upload
     WHERE touched < $1
       AND (account_id, hash) IN (
           SELECT u.account_id, u.hash FROM upload u
            WHERE u.touched < $1
              AND NOT EXISTS (SELECT 1 FROM document d
                                JOIN application a ON a.id = d.application_id
                               WHERE d.upload_hash = u.hash AND a.account_id = u.account_id)
              AND NOT EXISTS (SELECT 1 FROM request_evidence e
                                JOIN request r ON r.id = e.request_id AND r.state = 'open'
                               WHERE e.upload_hash = u.hash AND e.account_id = u.account_id)
            ORDER BY u.touched LIMIT $2)
    RETURNING blob, type, width, height, pages, hints, created, account_id, hash
)sql"};

constexpr sql::Statement kAttach{"attach_document", R"sql(
    INSERT INTO document (application_id, kind, upload_hash, attached) VALUES ($1, $2, $3, $4)
    ON CONFLICT (application_id, kind) DO UPDATE
       SET upload_hash = excluded.upload_hash, attached = excluded.attached
)sql"};

constexpr sql::Statement kRemove{"remove_document", R"sql(
    DELETE FROM document WHERE application_id = $1 AND kind = $2 RETURNING kind
)sql"};

constexpr sql::Statement kLoad{"load_document", R"sql(
    SELECT u.blob, u.type, u.width, u.height, u.pages, u.hints, u.created, u.hash
      FROM document d JOIN upload u ON u.account_id = $2 AND u.hash = d.upload_hash
     WHERE d.application_id = $1 AND d.kind = $3
)sql"};

constexpr sql::Statement kOf{"documents_of", R"sql(
    SELECT u.blob, u.type, u.width, u.height, u.pages, u.hints, u.created, u.hash, d.kind,
           d.attached
      FROM document d JOIN upload u ON u.account_id = $2 AND u.hash = d.upload_hash
     WHERE d.application_id = $1 ORDER BY d.kind
)sql"};

constexpr sql::Statement kKinds{"document_kinds", R"sql(
    SELECT kind FROM document WHERE application_id = $1 ORDER BY kind
)sql"};

Upload read(AccountId account, Digest const& hash, sql::Row const& row) {
    return {.account = account,
            .hash = hash,
            .blob = row.text(0),
            .type = row.text(1),
            .width = static_cast<int>(row.integer(2)),
            .height = static_cast<int>(row.integer(3)),
            .pages = static_cast<int>(row.integer(4)),
            .hints = row.text(5),
            .created = instant(row.integer(6))};
}

}  // namespace

Result<Upload> insert_upload(sql::Transaction& tx, Upload const& u) {
    auto const kept = tx.row(
        kInsert, {u.account.value, u.hash, u.blob, u.type, std::int64_t{u.width},
                  std::int64_t{u.height}, std::int64_t{u.pages}, u.hints, number(u.created)});
    if (!kept && kept.error().code == Code::constraint_violated) {
        return fail(Code::not_signed_in, "the account was deleted meanwhile");
    }
    auto const row = TRY(kept);
    if (!row) return fail(Code::internal, "an upload was not kept");
    return read(u.account, u.hash, *row);
}

Result<std::optional<Upload>> renew_upload(sql::Transaction& tx, AccountId account,
                                           Digest const& hash, Instant now) {
    auto const row = TRY(tx.row(kRenew, {account.value, hash, number(now)}));
    if (!row) return std::nullopt;
    return read(account, hash, *row);
}

Result<void> renew_attached(sql::Transaction& tx, ApplicationId id, std::string_view kind,
                            Instant now) {
    return tx.run(kRenewAttached, {id.value, kind, number(now)});
}

Result<std::vector<Upload>> take_unused_uploads(sql::Transaction& tx, Instant before, int most) {
    auto const rows = TRY(tx.rows(kTakeUnused, {number(before), std::int64_t{most}}));
    std::vector<Upload> taken;
    for (sql::Row const& row : rows) {
        taken.push_back(read({row.integer(7)}, digest(row.bytes(8)), row));
    }
    return taken;
}

Result<void> attach_document(sql::Transaction& tx, ApplicationId id, std::string_view kind,
                             Digest const& hash, Instant now) {
    return tx.run(kAttach, {id.value, kind, hash, number(now)});
}

Result<void> remove_document(sql::Transaction& tx, ApplicationId id, std::string_view kind) {
    auto const row = TRY(tx.row(kRemove, {id.value, kind}));
    if (!row) return fail(Code::document_not_found);
    return {};
}

Result<Upload> load_document(sql::Transaction& tx, ApplicationId id, AccountId owner,
                             std::string_view kind) {
    auto const row = TRY(tx.row(kLoad, {id.value, owner.value, kind}));
    if (!row) return fail(Code::document_not_found);
    return read(owner, digest(row->bytes(7)), *row);
}

Result<std::vector<AttachedDocument>> documents_of(sql::Transaction& tx, ApplicationId id,
                                                   AccountId owner) {
    auto const rows = TRY(tx.rows(kOf, {id.value, owner.value}));
    std::vector<AttachedDocument> documents;
    for (sql::Row const& row : rows) {
        documents.push_back({.kind = row.text(8),
                             .attached = instant(row.integer(9)),
                             .upload = read(owner, digest(row.bytes(7)), row)});
    }
    return documents;
}

Result<std::vector<std::string>> document_kinds(sql::Transaction& tx, ApplicationId id) {
    auto const rows = TRY(tx.rows(kKinds, {id.value}));
    std::vector<std::string> kinds;
    for (sql::Row const& row : rows) kinds.push_back(row.text(0));
    return kinds;
}

}  // namespace mpaspor::store
