#include "store/blobs.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kInsert{"insert_blob", R"sql(
    INSERT INTO blob (name, content) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING
)sql"};
constexpr sql::Statement kFind{"find_blob", R"sql(
    SELECT content FROM blob WHERE name = $1
)sql"};
constexpr sql::Statement kDelete{"delete_blob", R"sql(
    DELETE FROM blob WHERE name = $1
)sql"};

}  // namespace

Result<void> insert_blob(sql::Transaction& tx, std::string_view name,
                         std::span<std::byte const> content) {
    return tx.run(kInsert, {name, content});
}

Result<std::optional<Bytes>> find_blob(sql::Transaction& tx, std::string_view name) {
    auto const row = TRY(tx.row(kFind, {name}));
    if (!row) return std::nullopt;
    return row->bytes(0);
}

Result<void> delete_blob(sql::Transaction& tx, std::string_view name) {
    return tx.run(kDelete, {name});
}

}  // namespace mpaspor::store
