#include "store/point_offers.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kProducts{"all_products", R"sql(
    SELECT service_point, product, from_date, to_date FROM service_point_product
     ORDER BY service_point, product, from_date
)sql"};
constexpr sql::Statement kAccelerated{"all_accelerated_services", R"sql(
    SELECT service_point, from_date, to_date, arrive_from, arrive_before FROM accelerated_service
     ORDER BY service_point, from_date
)sql"};

/// A row for each period of each point, and one for a point without any.
constexpr sql::Statement kPeriods{"point_offers", R"sql(
    SELECT p.id, p.office_id, p.name, p.kind, p.utc_hour, o.code, t.kind, t.from_date, t.to_date
      FROM service_point p
      JOIN office o ON o.id = p.office_id
      LEFT JOIN (SELECT service_point, 'product' AS kind, from_date, to_date
                   FROM service_point_product WHERE product = $1
                 UNION ALL
                 SELECT service_point, 'accelerated' AS kind, from_date, to_date
                   FROM accelerated_service) t
        ON t.service_point = p.id
     ORDER BY p.id, t.from_date
)sql"};

/// The key of `seat` begins with the point and the day: from the last day on, one row is read.
constexpr sql::Statement kLastOpen{"last_open_days", R"sql(
    SELECT p.id, (SELECT s.date FROM seat s
                   WHERE s.service_point = p.id AND s.date >= $1 AND s.pool = $2
                     AND s.capacity > 0 AND s.opens_at <= $3
                   ORDER BY s.date DESC LIMIT 1)
      FROM service_point p ORDER BY p.id
)sql"};

ServicePoint point_in(sql::Row const& row) {
    return {.id = {row.integer(0)},
            .office = {row.integer(1)},
            .name = row.text(2),
            .kind = row.text(3),
            .zone = static_cast<Zone>(row.integer(4))};
}

void add_period(office::PointFacts& facts, sql::Row const& row) {
    if (row.null(6)) return;
    auto& periods = row.text(6) == "product" ? facts.product : facts.accelerated;
    periods.push_back({local_date(row.integer(7)), optional_date(row, 8)});
}

}  // namespace

Result<std::vector<ServicePointProduct>> all_products(sql::Transaction& tx) {
    auto const rows = TRY(tx.rows(kProducts, {}));
    std::vector<ServicePointProduct> all;
    for (sql::Row const& row : rows) {
        all.push_back({.point = {row.integer(0)},
                       .product = row.text(1),
                       .from = local_date(row.integer(2)),
                       .to = optional_date(row, 3)});
    }
    return all;
}

Result<std::vector<AcceleratedService>> all_accelerated_services(sql::Transaction& tx) {
    auto const rows = TRY(tx.rows(kAccelerated, {}));
    std::vector<AcceleratedService> all;
    for (sql::Row const& row : rows) {
        all.push_back({.point = {row.integer(0)},
                       .from = local_date(row.integer(1)),
                       .to = optional_date(row, 2),
                       .arrive_from = minutes(row.integer(3)),
                       .arrive_before = minutes(row.integer(4))});
    }
    return all;
}

Result<std::vector<PointOffer>> point_offers(sql::Transaction& tx, Wish const& wish) {
    auto const rows = TRY(tx.rows(kPeriods, {wish.product}));
    std::vector<PointOffer> offers;
    for (sql::Row const& row : rows) {
        if (offers.empty() || offers.back().point.id.value != row.integer(0)) {
            offers.push_back({.point = point_in(row), .office = row.text(5), .facts = {}});
        }
        add_period(offers.back().facts, row);
    }
    auto const days =
        TRY(tx.rows(kLastOpen, {number(wish.from), text(wish.pool), number(wish.now)}));
    std::size_t at = 0;
    for (sql::Row const& row : days) {  // In the same order: both are of one moment, or later.
        while (at < offers.size() && offers[at].point.id.value < row.integer(0)) ++at;
        if (at == offers.size()) break;
        if (offers[at].point.id.value == row.integer(0)) {
            offers[at].facts.last_open = optional_date(row, 1);
        }
    }
    return offers;
}

}  // namespace mpaspor::store
