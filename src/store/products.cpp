#include "store/products.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kSave{"save_accelerated_service", R"sql(
    INSERT INTO accelerated_service (service_point, from_date, to_date, arrive_from, arrive_before)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (service_point, from_date) DO UPDATE
       SET to_date = excluded.to_date, arrive_from = excluded.arrive_from,
           arrive_before = excluded.arrive_before
)sql"};

constexpr sql::Statement kOf{"accelerated_service_of", R"sql(
    SELECT from_date, to_date, arrive_from, arrive_before FROM accelerated_service
     WHERE service_point = $1 AND from_date <= $2 AND (to_date IS NULL OR to_date > $2)
     ORDER BY from_date DESC LIMIT 1
)sql"};

/// Three periods that overlap two by two have a day in common: the one that is asked for, that of
/// the product and that of the accelerated service.
constexpr sql::Statement kAvailability{"availability_of_products", R"sql(
    SELECT p.product, count(DISTINCT p.service_point), count(DISTINCT a.service_point)
      FROM service_point_product p
      LEFT JOIN accelerated_service a
        ON a.service_point = p.service_point
       AND a.from_date < $2 AND (a.to_date IS NULL OR a.to_date > $1)
       AND (p.to_date IS NULL OR a.from_date < p.to_date)
       AND (a.to_date IS NULL OR p.from_date < a.to_date)
     WHERE p.from_date < $2 AND (p.to_date IS NULL OR p.to_date > $1)
     GROUP BY p.product ORDER BY p.product
)sql"};

}  // namespace

Result<void> save_accelerated_service(sql::Transaction& tx, AcceleratedService const& s) {
    return tx.run(kSave, {s.point.value, number(s.from), argument(s.to), number(s.arrive_from),
                          number(s.arrive_before)});
}

Result<std::optional<AcceleratedService>> accelerated_service_of(sql::Transaction& tx,
                                                                 ServicePointId point,
                                                                 LocalDate date) {
    auto const row = TRY(tx.row(kOf, {point.value, number(date)}));
    if (!row) return std::nullopt;
    return AcceleratedService{.point = point,
                              .from = local_date(row->integer(0)),
                              .to = optional_date(*row, 1),
                              .arrive_from = minutes(row->integer(2)),
                              .arrive_before = minutes(row->integer(3))};
}

Result<std::vector<payment::Availability>> availability_of_products(sql::Transaction& tx,
                                                                    LocalDate from,
                                                                    LocalDate until) {
    auto const rows = TRY(tx.rows(kAvailability, {number(from), number(until)}));
    std::vector<payment::Availability> all;
    for (sql::Row const& row : rows) {
        auto const product = application::product_from_text(row.text(0));
        if (!product) continue;  // One that the app does not know.
        all.push_back({.product = *product,
                       .points = static_cast<int>(row.integer(1)),
                       .accelerated_points = static_cast<int>(row.integer(2))});
    }
    return all;
}

}  // namespace mpaspor::store
