#include "store/offices.hpp"

#include "store/columns.hpp"

#include <utility>

namespace mpaspor::store {
namespace {

constexpr sql::Statement kSaveOffice{"save_office", R"sql(
    INSERT INTO office (id, code, name, class, border, region, source, unofficial)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (id) DO UPDATE
       SET code = excluded.code, name = excluded.name, class = excluded.class,
           border = excluded.border, region = excluded.region, source = excluded.source,
           unofficial = excluded.unofficial
)sql"};
constexpr sql::Statement kSavePoint{"save_service_point", R"sql(
    INSERT INTO service_point (id, office_id, name, kind, utc_hour) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (id) DO UPDATE
       SET office_id = excluded.office_id, name = excluded.name, kind = excluded.kind,
           utc_hour = excluded.utc_hour
)sql"};
constexpr sql::Statement kSaveProduct{"save_service_point_product", R"sql(
    INSERT INTO service_point_product (service_point, product, from_date, to_date)
    VALUES ($1, $2, $3, $4)
    ON CONFLICT (service_point, product, from_date) DO UPDATE SET to_date = excluded.to_date
)sql"};

constexpr sql::Statement kOffices{"all_offices", R"sql(
    SELECT id, code, name, class, border, region, source, unofficial FROM office ORDER BY id
)sql"};
constexpr sql::Statement kOffice{"load_office", R"sql(
    SELECT id, code, name, class, border, region, source, unofficial FROM office WHERE id = $1
)sql"};
constexpr sql::Statement kFindOffice{"find_office", R"sql(
    SELECT id, code, name, class, border, region, source, unofficial FROM office WHERE code = $1
)sql"};
constexpr sql::Statement kPoints{"all_service_points", R"sql(
    SELECT id, office_id, name, kind, utc_hour FROM service_point ORDER BY id
)sql"};
constexpr sql::Statement kPoint{"load_service_point", R"sql(
    SELECT id, office_id, name, kind, utc_hour FROM service_point WHERE id = $1
)sql"};
constexpr sql::Statement kProducts{"products_of", R"sql(
    SELECT DISTINCT product FROM service_point_product
     WHERE service_point = $1 AND from_date <= $2 AND (to_date IS NULL OR to_date > $2)
     ORDER BY product
)sql"};
constexpr sql::Statement kNextVersion{"next_quota_version", R"sql(
    UPDATE service_point SET version = version + 1 WHERE id = $1 RETURNING version
)sql"};

constexpr sql::Statement kInsertOfficer{"insert_officer", R"sql(
    INSERT INTO officer (id, login, role, office_id, created, version)
    VALUES ($1, $2, $3, $4, $5, 1)
)sql"};

Office read_office(sql::Row const& row) {
    return {.id = {row.integer(0)},
            .code = row.text(1),
            .name = row.text(2),
            .office_class = row.text(3),
            .border = row.integer(4) != 0,
            .region = row.text(5),
            .source = row.text(6),
            .unofficial = row.integer(7) != 0};
}

ServicePoint read_point(sql::Row const& row) {
    return {.id = {row.integer(0)},
            .office = {row.integer(1)},
            .name = row.text(2),
            .kind = row.text(3),
            .zone = static_cast<Zone>(row.integer(4))};
}

Result<Office> one_office(std::optional<sql::Row> const& row) {
    if (!row) return fail(Code::office_not_found);
    return read_office(*row);
}

}  // namespace

Result<void> save_office(sql::Transaction& tx, Office const& o) {
    return tx.run(kSaveOffice, {o.id.value, o.code, o.name, o.office_class, std::int64_t{o.border},
                                o.region, o.source, std::int64_t{o.unofficial}});
}

Result<void> save_service_point(sql::Transaction& tx, ServicePoint const& p) {
    return tx.run(kSavePoint, {p.id.value, p.office.value, p.name, p.kind,
                               std::int64_t{std::to_underlying(p.zone)}});
}

Result<void> save_service_point_product(sql::Transaction& tx, ServicePointProduct const& p) {
    return tx.run(kSaveProduct, {p.point.value, p.product, number(p.from), argument(p.to)});
}

Result<std::vector<Office>> all_offices(sql::Transaction& tx) {
    auto const rows = TRY(tx.rows(kOffices, {}));
    std::vector<Office> offices;
    for (sql::Row const& row : rows) offices.push_back(read_office(row));
    return offices;
}

Result<std::vector<ServicePoint>> all_service_points(sql::Transaction& tx) {
    auto const rows = TRY(tx.rows(kPoints, {}));
    std::vector<ServicePoint> points;
    for (sql::Row const& row : rows) points.push_back(read_point(row));
    return points;
}

Result<ServicePoint> load_service_point(sql::Transaction& tx, ServicePointId id) {
    auto const row = TRY(tx.row(kPoint, {id.value}));
    if (!row) return fail(Code::office_not_found);
    return read_point(*row);
}

Result<Office> load_office(sql::Transaction& tx, OfficeId id) {
    auto const row = TRY(tx.row(kOffice, {id.value}));
    return one_office(row);
}

Result<Office> find_office(sql::Transaction& tx, std::string_view code) {
    auto const row = TRY(tx.row(kFindOffice, {code}));
    return one_office(row);
}

Result<std::vector<std::string>> products_of(sql::Transaction& tx, ServicePointId point,
                                             LocalDate date) {
    auto const rows = TRY(tx.rows(kProducts, {point.value, number(date)}));
    std::vector<std::string> products;
    for (sql::Row const& row : rows) products.push_back(row.text(0));
    return products;
}

Result<std::int64_t> next_quota_version(sql::Transaction& tx, ServicePointId point) {
    auto const row = TRY(tx.row(kNextVersion, {point.value}));
    if (!row) return fail(Code::office_not_found);
    return row->integer(0);
}

Result<void> insert_officer(sql::Transaction& tx, Officer const& o) {
    auto const inserted =
        tx.run(kInsertOfficer, {o.id.value, o.login, o.role, o.office.value, number(o.created)});
    if (inserted || inserted.error().constraint != "officer_login") return inserted;
    return refuse(Code::officer_exists, "/login");
}

}  // namespace mpaspor::store
