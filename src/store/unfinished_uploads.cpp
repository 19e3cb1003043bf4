#include "store/unfinished_uploads.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kFind{"find_unfinished_upload", R"sql(
    SELECT account_id, hash, key_name, size, received, touched FROM unfinished_upload
     WHERE account_id = $1 AND hash = $2
)sql"};

constexpr sql::Statement kOf{"unfinished_uploads_of", R"sql(
    SELECT account_id, hash, key_name, size, received, touched FROM unfinished_upload
     WHERE account_id = $1 ORDER BY touched, hash LIMIT $2
)sql"};

constexpr sql::Statement kCount{"count_unfinished_uploads", R"sql(
    SELECT count(*) FROM unfinished_upload WHERE account_id = $1
)sql"};

constexpr sql::Statement kInsert{"insert_unfinished_upload", R"sql(
    INSERT INTO unfinished_upload (account_id, hash, key_name, size, received, touched)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (account_id, hash) DO NOTHING RETURNING size
)sql"};

constexpr sql::Statement kAdvance{"advance_unfinished_upload", R"sql(
    UPDATE unfinished_upload SET received = received + $5, touched = $6
     WHERE account_id = $1 AND hash = $2 AND key_name = $3 AND received = $4
       AND received + $5 <= size
    RETURNING received
)sql"};

constexpr sql::Statement kInsertPart{"insert_upload_part", R"sql(
    INSERT INTO upload_part (account_id, hash, start, length, blob) VALUES ($1, $2, $3, $4, $5)
)sql"};

constexpr sql::Statement kCountParts{"count_upload_parts", R"sql(
    SELECT count(*) FROM upload_part WHERE account_id = $1 AND hash = $2
)sql"};

constexpr sql::Statement kParts{"upload_parts", R"sql(
    SELECT start, length, blob FROM upload_part WHERE account_id = $1 AND hash = $2 ORDER BY start
)sql"};

constexpr sql::Statement kDelete{"delete_unfinished_upload", R"sql(
    DELETE FROM unfinished_upload WHERE account_id = $1 AND hash = $2
)sql"};

constexpr sql::Statement kStale{"stale_unfinished_upload", R"sql(
    SELECT account_id, hash, key_name, size, received, touched FROM unfinished_upload
     WHERE touched < $1 ORDER BY touched LIMIT 1
)sql"};

UnfinishedUpload read(sql::Row const& row) {
    return {.account = AccountId{row.integer(0)},
            .hash = digest(row.bytes(1)),
            .key_name = row.text(2),
            .size = row.integer(3),
            .received = row.integer(4),
            .touched = instant(row.integer(5))};
}

}  // namespace

Result<std::optional<UnfinishedUpload>> find_unfinished(sql::Transaction& tx, AccountId account,
                                                        Digest const& hash) {
    auto const row = TRY(tx.row(kFind, {account.value, hash}));
    if (!row) return std::nullopt;
    return read(*row);
}

Result<std::vector<UnfinishedUpload>> unfinished_of(sql::Transaction& tx, AccountId account,
                                                    int most) {
    auto const rows = TRY(tx.rows(kOf, {account.value, std::int64_t{most}}));
    std::vector<UnfinishedUpload> all;
    for (sql::Row const& row : rows) all.push_back(read(row));
    return all;
}

Result<std::int64_t> count_unfinished(sql::Transaction& tx, AccountId account) {
    auto const row = TRY(tx.row(kCount, {account.value}));
    return row ? row->integer(0) : 0;
}

Result<bool> insert_unfinished(sql::Transaction& tx, UnfinishedUpload const& u) {
    auto const row = TRY(tx.row(
        kInsert, {u.account.value, u.hash, u.key_name, u.size, u.received, number(u.touched)}));
    return row.has_value();
}

Result<bool> add_part(sql::Transaction& tx, UnfinishedUpload const& u, UploadPart const& part,
                      Instant now) {
    auto const row = TRY(tx.row(
        kAdvance, {u.account.value, u.hash, u.key_name, part.start, part.length, number(now)}));
    if (!row) return false;
    TRY(tx.run(kInsertPart, {u.account.value, u.hash, part.start, part.length, part.blob}));
    return true;
}

Result<std::int64_t> count_parts(sql::Transaction& tx, AccountId account, Digest const& hash) {
    auto const row = TRY(tx.row(kCountParts, {account.value, hash}));
    return row ? row->integer(0) : 0;
}

Result<std::vector<UploadPart>> load_parts(sql::Transaction& tx, AccountId account,
                                           Digest const& hash) {
    auto const rows = TRY(tx.rows(kParts, {account.value, hash}));
    std::vector<UploadPart> parts;
    for (sql::Row const& row : rows) {
        parts.push_back({row.integer(0), row.integer(1), row.text(2)});
    }
    return parts;
}

Result<void> delete_unfinished(sql::Transaction& tx, AccountId account, Digest const& hash) {
    return tx.run(kDelete, {account.value, hash});
}

Result<std::optional<UnfinishedUpload>> find_stale(sql::Transaction& tx, Instant before) {
    auto const row = TRY(tx.row(kStale, {number(before)}));
    if (!row) return std::nullopt;
    return read(*row);
}

}  // namespace mpaspor::store
