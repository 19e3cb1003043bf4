#include "store/tariffs.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kOf{"tariffs_of", R"sql(
    SELECT item, validity_years, from_date, to_date, amount, basis FROM tariff
     WHERE item = $1 ORDER BY validity_years, from_date
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

TariffRow read(sql::Row const& row) {
    return {.item = row.text(0),
            .validity_years = static_cast<int>(row.integer(1)),
            .from = local_date(row.integer(2)),
            .to = optional_date(row, 3),
            .amount = {row.integer(4)},
            .basis = row.text(5)};
}

payment::Tariff tariff(application::Product product, TariffRow&& row) {
    return {.product = product,
            .validity_years_max = row.validity_years,
            .amount = row.amount,
            .from = row.from,
            .to = row.to,
            .legal_basis = std::move(row.basis)};
}

}  // namespace

Result<std::vector<payment::Tariff>> tariffs_of(sql::Transaction& tx,
                                                application::Product product) {
    auto const rows = TRY(tx.rows(kOf, {application::to_text(product)}));
    std::vector<payment::Tariff> tariffs;
    for (sql::Row const& row : rows) tariffs.push_back(tariff(product, read(row)));
    return tariffs;
}

Result<std::vector<payment::Tariff>> product_tariffs(sql::Transaction& tx) {
    auto const rows = TRY(tx.rows(kAll, {}));
    std::vector<payment::Tariff> tariffs;
    for (sql::Row const& row : rows) {
        auto read_row = read(row);
        auto const product = application::product_from_text(read_row.item);
        if (product) tariffs.push_back(tariff(*product, std::move(read_row)));
    }
    return tariffs;
}

Result<std::vector<payment::Charge>> charges_of(sql::Transaction& tx, std::string_view item) {
    auto const rows = TRY(tx.rows(kOf, {item}));
    std::vector<payment::Charge> charges;
    for (sql::Row const& row : rows) {
        auto const read_row = read(row);
        charges.push_back({.amount = read_row.amount,
                           .from = read_row.from,
                           .to = read_row.to,
                           .legal_basis = read_row.basis});
    }
    return charges;
}

Result<std::vector<TariffRow>> all_tariffs(sql::Transaction& tx) {
    auto const rows = TRY(tx.rows(kAll, {}));
    std::vector<TariffRow> tariffs;
    for (sql::Row const& row : rows) tariffs.push_back(read(row));
    return tariffs;
}

Result<void> save_tariff(sql::Transaction& tx, TariffRow const& t) {
    return tx.run(kSave, {t.item, std::int64_t{t.validity_years}, number(t.from), argument(t.to),
                          t.amount.amount, t.basis});
}

}  // namespace mpaspor::store
