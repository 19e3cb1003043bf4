#include "store/upload_mrz.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kFind{"find_read_upload", R"sql(
    SELECT u.blob, u.type, u.width, u.height, u.pages, u.hints, u.created, m.account_id, m.sealed
      FROM upload u LEFT JOIN upload_mrz m ON m.account_id = u.account_id AND m.hash = u.hash
     WHERE u.account_id = $1 AND u.hash = $2
)sql"};

constexpr sql::Statement kInsert{"insert_upload_mrz", R"sql(
    INSERT INTO upload_mrz (account_id, hash, sealed) VALUES ($1, $2, $3)
    ON CONFLICT (account_id, hash) DO NOTHING
)sql"};

std::optional<UploadMrz> mrz_of(sql::Row const& row) {
    if (row.null(7)) return std::nullopt;
    if (row.null(8)) return UploadMrz{};
    return UploadMrz{row.bytes(8)};
}

}  // namespace

std::string mrz_place(Upload const& upload) {
    return "mrz/" + upload.blob;
}

Result<std::optional<ReadUpload>> find_read_upload(sql::Transaction& tx, AccountId account,
                                                   Digest const& hash) {
    auto const row = TRY(tx.row(kFind, {account.value, hash}));
    if (!row) return std::nullopt;
    Upload upload{.account = account,
                  .hash = hash,
                  .blob = row->text(0),
                  .type = row->text(1),
                  .width = static_cast<int>(row->integer(2)),
                  .height = static_cast<int>(row->integer(3)),
                  .pages = static_cast<int>(row->integer(4)),
                  .hints = row->text(5),
                  .created = instant(row->integer(6))};
    return ReadUpload{std::move(upload), mrz_of(*row)};
}

Result<void> insert_mrz(sql::Transaction& tx, AccountId account, Digest const& hash,
                        UploadMrz const& mrz) {
    sql::Argument const sealed = mrz.sealed ? sql::Argument{*mrz.sealed} : sql::Null{};
    return tx.run(kInsert, {account.value, hash, sealed});
}

}  // namespace mpaspor::store
