#include "store/accesses.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kRecord{"record_access", R"sql(
    INSERT INTO access_event (account_id, number, application_id, at, officer_id, role, office_id,
                              purpose, kinds, request)
    SELECT $1, (SELECT COALESCE(max(number), 0) + 1 FROM access_event WHERE account_id = $1),
           $2, $3, o.id, o.role, o.office_id, $5, $6, $7
      FROM officer o WHERE o.id = $4
    RETURNING number
)sql"};

constexpr sql::Statement kOf{"accesses_of", R"sql(
    SELECT e.number, e.application_id, e.at, e.role, f.name, e.purpose, e.kinds
      FROM access_event e JOIN office f ON f.id = e.office_id
     WHERE e.account_id = $1 AND e.number < $2 AND e.purpose <> $3
     ORDER BY e.number DESC LIMIT $4
)sql"};

constexpr sql::Statement kCount{"count_accesses", R"sql(
    SELECT count(*), COALESCE(sum(CASE WHEN purpose = $2 THEN 1 ELSE 0 END), 0)
      FROM access_event WHERE account_id = $1
)sql"};

/// The only one whose rows are withheld; the statements name it.
constexpr auto kWithheld = office::Purpose::investigation;
static_assert(office::is_withheld(kWithheld));

constexpr std::int64_t kBeyondAll = std::int64_t{1} << 62U;

}  // namespace

Result<std::int64_t> record_access(sql::Transaction& tx, AccessEvent const& e) {
    auto const row =
        tx.row(kRecord, {e.account.value, e.application.value, number(e.at), e.officer,
                         office::to_text(e.purpose), office::to_text(e.kinds), e.request});
    if (!row && row.error().constraint == "access_event_account_id_number") {
        return fail(Code::storage_conflict, "another look of the same number");
    }
    TRY(row);
    if (!*row) return fail(Code::forbidden, "a look of no officer");
    return (*row)->integer(0);
}

Result<std::vector<AccessRow>> accesses_of(sql::Transaction& tx, AccountId account,
                                           std::optional<std::int64_t> before, int most) {
    auto const rows = TRY(tx.rows(kOf, {account.value, before.value_or(kBeyondAll),
                                        office::to_text(kWithheld), std::int64_t{most}}));
    std::vector<AccessRow> accesses;
    for (sql::Row const& row : rows) {
        accesses.push_back({.number = row.integer(0),
                            .application = {row.integer(1)},
                            .at = instant(row.integer(2)),
                            .role = row.text(3),
                            .office_name = row.text(4),
                            .purpose = office::purpose_from_text(row.text(5)).value(),
                            .kinds = office::data_kinds_from_text(row.text(6)).value()});
    }
    return accesses;
}

Result<AccessCounts> count_accesses(sql::Transaction& tx, AccountId account) {
    auto const row = TRY(tx.row(kCount, {account.value, office::to_text(kWithheld)}));
    return AccessCounts{.all = row->integer(0), .withheld = row->integer(1)};
}

}  // namespace mpaspor::store
