#include "store/reconciliations.hpp"

#include "store/columns.hpp"
#include "store/refunds.hpp"

namespace mpaspor::store {
namespace {

using payment::DifferenceState;

constexpr sql::Statement kFind{"find_reconciliation", R"sql(
    SELECT lines, amount, differences, asked_at, reconciled_at FROM reconciliation WHERE date = $1
)sql"};
constexpr sql::Statement kSaveDay{"save_reconciliation", R"sql(
    INSERT INTO reconciliation (date, lines, amount, differences, asked_at, reconciled_at)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (date) DO UPDATE
       SET lines = excluded.lines, amount = excluded.amount, differences = excluded.differences,
           asked_at = excluded.asked_at, reconciled_at = excluded.reconciled_at
)sql"};
constexpr sql::Statement kAsk{"ask_reconciliation", R"sql(
    INSERT INTO reconciliation (date, lines, amount, differences, asked_at)
    VALUES ($1, 0, 0, 0, $2)
    ON CONFLICT (date) DO UPDATE SET asked_at = excluded.asked_at
)sql"};
constexpr sql::Statement kAsked{"asked_reconciliation", R"sql(
    SELECT min(date) FROM reconciliation WHERE asked_at IS NOT NULL
)sql"};
constexpr sql::Statement kLast{"last_reconciled", R"sql(
    SELECT max(date) FROM reconciliation WHERE reconciled_at IS NOT NULL
)sql"};
constexpr sql::Statement kForgetLines{"forget_statement", R"sql(
    DELETE FROM statement_line WHERE date = $1
)sql"};
constexpr sql::Statement kLine{"insert_statement_line", R"sql(
    INSERT INTO statement_line (date, position, provider, reference, billing_code, amount,
                                bank_time)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (date, position) DO UPDATE
       SET provider = excluded.provider, reference = excluded.reference,
           billing_code = excluded.billing_code, amount = excluded.amount,
           bank_time = excluded.bank_time
)sql"};
constexpr sql::Statement kInsert{"insert_difference", R"sql(
    INSERT INTO difference (id, date, kind, provider, reference, office_id, bank_amount, bank_time,
                            our_amount, our_time, state, explanation, found_at, version)
    VALUES ($1, $2, $3, $4, $5,
            COALESCE((SELECT s.office_id FROM bill b JOIN service_point s ON s.id = b.service_point
                       WHERE b.id = $6), 0),
            $7, $8, $9, $10, $11, $12, $13, 1)
    ON CONFLICT (id) DO NOTHING
    RETURNING id
)sql"};
constexpr sql::Statement kSave{"save_difference", R"sql(
    UPDATE difference SET state = $3, explanation = $4, version = version + 1
     WHERE id = $1 AND version = $2
    RETURNING version
)sql"};
constexpr sql::Statement kCount{"count_differences", R"sql(
    SELECT count(*) FROM difference WHERE date = $1
)sql"};

constexpr std::string_view kColumns = R"sql(
    SELECT d.id, d.date, d.kind, d.provider, d.reference, d.office_id, COALESCE(o.code, ''),
           d.bank_amount, d.bank_time, d.our_amount, d.our_time, d.state, d.explanation, d.found_at,
           d.version
      FROM difference d LEFT JOIN office o ON o.id = d.office_id
)sql";
/// What an officer may see at all (trust.md rule 14).
constexpr std::string_view kInReach =
    " AND (d.office_id = $2 OR $2 = 0) AND (o.region = $3 OR $3 = '')";

sql::Statement const& load_statement() {
    static std::string const text =
        std::string{kColumns} + " WHERE d.id = $1" + std::string{kInReach};
    static sql::Statement const statement{"load_difference", text};
    return statement;
}
sql::Statement const& list_statement() {
    static std::string const text =
        std::string{kColumns} + " WHERE d.state = $1" + std::string{kInReach} +
        " AND (d.found_at, d.id) > (COALESCE((SELECT b.found_at FROM difference b WHERE b.id = $4),"
        " 0), $4) ORDER BY d.found_at, d.id LIMIT $5";
    static sql::Statement const statement{"differences_in_reach", text};
    return statement;
}
sql::Statement const& day_statement() {
    static std::string const text =
        std::string{kColumns} + " WHERE d.date = $1 ORDER BY d.found_at, d.id LIMIT $2";
    static sql::Statement const statement{"differences_of_day", text};
    return statement;
}

sql::Argument argument_of(std::optional<Rupiah> const& amount) {
    if (!amount) return sql::Null{};
    return amount->amount;
}
Rupiah rupiah(std::int64_t amount) {
    return {amount};
}

StoredDifference read(sql::Row const& row) {
    return {.id = {row.integer(0)},
            .date = local_date(row.integer(1)),
            .kind = payment::difference_kind_from_text(row.text(2)).value(),
            .provider = row.text(3),
            .reference = row.text(4),
            .office = {row.integer(5)},
            .office_code = row.text(6),
            .bank_amount = optional_column<Rupiah>(row, 7, rupiah),
            .our_amount = optional_column<Rupiah>(row, 9, rupiah),
            .bank_time = optional_instant(row, 8),
            .our_time = optional_instant(row, 10),
            .state = payment::difference_state_from_text(row.text(11)).value(),
            .explanation = payment::explanation_from_text(row.text(12)).value(),
            .found_at = instant(row.integer(13)),
            .version = row.integer(14)};
}

std::vector<StoredDifference> all(std::vector<sql::Row> const& rows) {
    std::vector<StoredDifference> differences;
    for (sql::Row const& row : rows) differences.push_back(read(row));
    return differences;
}

}  // namespace

Result<std::optional<Reconciliation>> find_reconciliation(sql::Transaction& tx, LocalDate date) {
    auto const row = TRY(tx.row(kFind, {number(date)}));
    if (!row) return std::nullopt;
    return Reconciliation{.date = date,
                          .lines = row->integer(0),
                          .amount = {row->integer(1)},
                          .differences = row->integer(2),
                          .asked_at = optional_instant(*row, 3),
                          .reconciled_at = optional_instant(*row, 4)};
}

Result<void> save_reconciliation(sql::Transaction& tx, Reconciliation const& day) {
    return tx.run(kSaveDay, {number(day.date), day.lines, day.amount.amount, day.differences,
                             argument(day.asked_at), argument(day.reconciled_at)});
}

Result<void> ask_reconciliation(sql::Transaction& tx, LocalDate date, Instant now) {
    return tx.run(kAsk, {number(date), number(now)});
}

Result<std::optional<LocalDate>> asked_reconciliation(sql::Transaction& tx) {
    auto const row = TRY(tx.row(kAsked, {}));
    return optional_date(*row, 0);
}

Result<std::optional<LocalDate>> last_reconciled(sql::Transaction& tx) {
    auto const row = TRY(tx.row(kLast, {}));
    return optional_date(*row, 0);
}

Result<void> keep_statement(sql::Transaction& tx, LocalDate date, std::string_view provider,
                            std::span<payment::StatementLine const> lines) {
    TRY(tx.run(kForgetLines, {number(date)}));
    std::int64_t position = 0;
    for (auto const& line : lines) {
        TRY(tx.run(kLine, {number(date), ++position, provider, line.reference, line.billing_code,
                           line.amount.amount, number(line.bank_time)}));
    }
    return {};
}

Result<std::optional<DifferenceId>> insert_difference(sql::Transaction& tx,
                                                      StoredDifference const& d, BillId bill) {
    auto const id =
        number_of_names("difference " + std::to_string(number(d.date)) + ' ' +
                        std::string{to_text(d.kind)} + ' ' + d.provider + ' ' + d.reference);
    auto const row =
        TRY(tx.row(kInsert, {id, number(d.date), to_text(d.kind), d.provider, d.reference,
                             bill.value, argument_of(d.bank_amount), argument(d.bank_time),
                             argument_of(d.our_amount), argument(d.our_time), to_text(d.state),
                             to_text(d.explanation), number(d.found_at)}));
    if (!row) return std::nullopt;
    return DifferenceId{id};
}

Result<void> save_difference(sql::Transaction& tx, StoredDifference const& d) {
    auto const row =
        TRY(tx.row(kSave, {d.id.value, d.version, to_text(d.state), to_text(d.explanation)}));
    if (!row) return fail(Code::storage_conflict, "the difference was explained meanwhile");
    return {};
}

Result<StoredDifference> load_difference(sql::Transaction& tx, DifferenceId id,
                                         OfficeReach const& reach) {
    auto const row = TRY(tx.row(load_statement(), {id.value, reach.office.value, reach.region}));
    if (!row) return fail(Code::request_not_found);
    return read(*row);
}

Result<std::vector<StoredDifference>> differences_in_reach(sql::Transaction& tx,
                                                           DifferenceState state,
                                                           OfficeReach const& reach,
                                                           DifferenceId after, int most) {
    auto const rows =
        TRY(tx.rows(list_statement(), {to_text(state), reach.office.value, reach.region,
                                       after.value, std::int64_t{most}}));
    return all(rows);
}

Result<std::vector<StoredDifference>> differences_of_day(sql::Transaction& tx, LocalDate date,
                                                         int most) {
    auto const rows = TRY(tx.rows(day_statement(), {number(date), std::int64_t{most}}));
    return all(rows);
}

Result<std::int64_t> count_differences(sql::Transaction& tx, LocalDate date) {
    auto const row = TRY(tx.row(kCount, {number(date)}));
    return row->integer(0);
}

}  // namespace mpaspor::store
