#include "store/ids.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kLease{"lease_ids", R"sql(
    UPDATE id_block SET next_id = next_id + $2 WHERE name = $1 RETURNING next_id
)sql"};

}  // namespace

Result<IdBlock> lease_ids(sql::Transaction& tx, std::string_view kind, std::int64_t count) {
    auto const row = TRY(tx.row(kLease, {kind, count}));
    if (!row) return fail(Code::internal, "no ids of this kind");
    return IdBlock{row->integer(0) - count, count};
}

}  // namespace mpaspor::store
