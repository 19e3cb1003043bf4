#include "store/tariffs.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

/// The row for the shortest validity that is long enough, or the one that fits any.
constexpr sql::Statement kLoad{"load_tariff", R"sql(
    SELECT item, validity_years, from_date, to_date, amount, basis FROM tariff
     WHERE item = $1 AND (validity_years >= $2 OR validity_years = 0)
       AND from_date <= $3 AND (to_date IS NULL OR to_date > $3)
     ORDER BY CASE WHEN validity_years = 0 THEN 1 ELSE 0 END, validity_years LIMIT 1
)sql"};

constexpr sql::Statement kAll{"all_tariffs", R"sql(
    SELECT item, validity_years, from_date, to_date, amount, basis FROM tariff
     ORDER BY item, validity_years, from_date
)sql"};

constexpr sql::Statement kSave{"save_tariff", R"sql(
    INSERT INTO tariff (item, validity_years, from_date, to_date, amount, basis)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (item, validity_years, from_date) DO UPDATE
       SET to_date = excluded.to_date, amount = excluded.amount, basis = excluded.basis
)sql"};

Tariff read(sql::Row const& row) {
    return {.item = row.text(0),
            .validity_years = static_cast<int>(row.integer(1)),
            .from = local_date(row.integer(2)),
            .to = optional_date(row, 3),
            .amount = {row.integer(4)},
            .basis = row.text(5)};
}

}  // namespace

Result<Tariff> load_tariff(sql::Transaction& tx, std::string_view item, int validity_years,
                           LocalDate date) {
    auto const row =
        TRY(tx.row(kLoad, {item, std::int64_t{validity_years}, number(date)}));
    if (!row) return refuse(Code::tariff_unknown, "/product");
    return read(*row);
}

Result<std::vector<Tariff>> all_tariffs(sql::Transaction& tx) {
    auto const rows = TRY(tx.rows(kAll, {}));
    std::vector<Tariff> tariffs;
    for (sql::Row const& row : rows) tariffs.push_back(read(row));
    return tariffs;
}

Result<void> save_tariff(sql::Transaction& tx, Tariff const& t) {
    return tx.run(kSave, {t.item, std::int64_t{t.validity_years}, number(t.from), argument(t.to),
                          t.amount.amount, t.basis});
}

}  // namespace mpaspor::store
