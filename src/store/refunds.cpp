#include "store/refunds.hpp"

#include "base/crypto.hpp"
#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

using payment::RefundState;

constexpr std::string_view kColumns = R"sql(
    SELECT r.id, r.provider, r.reference, r.office_id, COALESCE(o.code, ''), r.state, r.reason,
           r.opened_at, r.approved_by, r.decided_at, r.version, p.bill_id, p.application_id,
           p.amount, p.bank_time, p.received_at, p.outcome
      FROM refund r JOIN payment p ON p.provider = r.provider AND p.reference = r.reference
      LEFT JOIN office o ON o.id = r.office_id
)sql";
/// What an officer may see at all (trust.md rule 14). Payments of no bill are nobody's but the
/// country's.
constexpr std::string_view kInReach =
    " AND (r.office_id = $2 OR $2 = 0) AND (o.region = $3 OR $3 = '')";

sql::Statement const& load_statement() {
    static std::string const text =
        std::string{kColumns} + " WHERE r.id = $1" + std::string{kInReach};
    static sql::Statement const statement{"load_refund", text};
    return statement;
}
sql::Statement const& list_statement() {
    static std::string const text = std::string{kColumns} + " WHERE r.state = $1" +
                                    std::string{kInReach} +
                                    " AND (r.opened_at, r.id) > (COALESCE((SELECT b.opened_at FROM "
                                    "refund b WHERE b.id = $4), 0)"
                                    ", $4) ORDER BY r.opened_at, r.id LIMIT $5";
    static sql::Statement const statement{"refunds_in_reach", text};
    return statement;
}

constexpr sql::Statement kSave{"save_refund", R"sql(
    UPDATE refund SET state = $3, reason = $4, approved_by = $5, decided_at = $6,
                      version = version + 1
     WHERE id = $1 AND version = $2
    RETURNING version
)sql"};

Refund read(sql::Row const& row) {
    return {.id = {row.integer(0)},
            .payment = {.provider = row.text(1),
                        .reference = row.text(2),
                        .bill = {row.integer(11)},
                        .application = {row.integer(12)},
                        .amount = {row.integer(13)},
                        .bank_time = instant(row.integer(14)),
                        .received_at = instant(row.integer(15)),
                        .outcome = payment::outcome_from_text(row.text(16)).value()},
            .office = {row.integer(3)},
            .office_code = row.text(4),
            .state = payment::refund_state_from_text(row.text(5)).value(),
            .reason = payment::refund_reason_from_text(row.text(6)).value(),
            .opened = instant(row.integer(7)),
            .approved_by = {row.integer(8)},
            .decided_at = optional_instant(row, 9),
            .version = row.integer(10)};
}

}  // namespace

std::int64_t number_of_names(std::string_view names) {
    auto const digest = sha256(names);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof number; ++i) {
        number = number << 8U | std::to_integer<std::uint64_t>(digest.at(i));
    }
    return static_cast<std::int64_t>(number >> 1U);
}

Result<Refund> load_refund(sql::Transaction& tx, RefundId id, OfficeReach const& reach) {
    auto const row = TRY(tx.row(load_statement(), {id.value, reach.office.value, reach.region}));
    if (!row) return fail(Code::request_not_found);
    return read(*row);
}

Result<std::vector<Refund>> refunds_in_reach(sql::Transaction& tx, RefundState state,
                                             OfficeReach const& reach, RefundId after, int most) {
    auto const rows =
        TRY(tx.rows(list_statement(), {to_text(state), reach.office.value, reach.region,
                                       after.value, std::int64_t{most}}));
    std::vector<Refund> refunds;
    for (sql::Row const& row : rows) refunds.push_back(read(row));
    return refunds;
}

Result<void> save_refund(sql::Transaction& tx, Refund const& r) {
    auto const row = TRY(tx.row(kSave, {r.id.value, r.version, to_text(r.state), to_text(r.reason),
                                        r.approved_by.value, argument(r.decided_at)}));
    if (!row) return fail(Code::storage_conflict, "the refund was decided meanwhile");
    return {};
}

}  // namespace mpaspor::store
