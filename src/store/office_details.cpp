#include "store/office_details.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kSaveDetail{"save_point_detail", R"sql(
    INSERT INTO point_detail (service_point, address, phone, source, unofficial)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (service_point) DO UPDATE
       SET address = excluded.address, phone = excluded.phone, source = excluded.source,
           unofficial = excluded.unofficial
)sql"};
constexpr sql::Statement kSaveHours{"save_point_hours", R"sql(
    INSERT INTO service_hours (service_point, season, weekdays, from_date, to_date, opens, closes,
                               pause_from, pause_to, source, unofficial)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (service_point, season, weekdays, from_date) DO UPDATE
       SET to_date = excluded.to_date, opens = excluded.opens, closes = excluded.closes,
           pause_from = excluded.pause_from, pause_to = excluded.pause_to,
           source = excluded.source, unofficial = excluded.unofficial
)sql"};
constexpr sql::Statement kSaveNotice{"save_office_notice", R"sql(
    INSERT INTO office_notice (service_point, id, from_date, to_date, text_id, text_en, source,
                               unofficial)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (service_point, id) DO UPDATE
       SET from_date = excluded.from_date, to_date = excluded.to_date,
           text_id = excluded.text_id, text_en = excluded.text_en, source = excluded.source,
           unofficial = excluded.unofficial
)sql"};

constexpr sql::Statement kDetails{"all_point_details", R"sql(
    SELECT service_point, address, phone, source, unofficial FROM point_detail
     ORDER BY service_point
)sql"};
constexpr sql::Statement kHours{"all_point_hours", R"sql(
    SELECT service_point, season, weekdays, from_date, to_date, opens, closes, pause_from, pause_to,
           source, unofficial
      FROM service_hours WHERE to_date IS NULL OR to_date > $1
     ORDER BY service_point, from_date, weekdays, season
)sql"};
constexpr sql::Statement kNotices{"all_office_notices", R"sql(
    SELECT service_point, id, from_date, to_date, text_id, text_en, source, unofficial
      FROM office_notice WHERE to_date IS NULL OR to_date > $1
     ORDER BY service_point, from_date, id
)sql"};

sql::Argument argument_of(std::optional<booking::Span> const& span,
                          std::chrono::minutes booking::Span::* end) {
    if (!span) return sql::Null{};
    return number((*span).*end);
}

booking::Hours hours_in(sql::Row const& row) {
    using booking::Season;
    booking::Hours hours{
        .season = row.text(1) == to_text(Season::ramadan) ? Season::ramadan : Season::regular,
        .weekdays = booking::Weekdays{static_cast<std::uint8_t>(row.integer(2))},
        .from = local_date(row.integer(3)),
        .to = optional_date(row, 4),
        .open = {minutes(row.integer(5)), minutes(row.integer(6))},
        .source = row.text(9),
        .unofficial = row.integer(10) != 0};
    if (!row.null(7)) hours.pause = {minutes(row.integer(7)), minutes(row.integer(8))};
    return hours;
}

}  // namespace

Result<void> save_point_detail(sql::Transaction& tx, PointDetail const& d) {
    return tx.run(kSaveDetail,
                  {d.point.value, d.address, d.phone, d.source, std::int64_t{d.unofficial}});
}

Result<void> save_point_hours(sql::Transaction& tx, PointHours const& row) {
    auto const& h = row.hours;
    return tx.run(kSaveHours,
                  {row.point.value, to_text(h.season), std::int64_t{h.weekdays.bits()},
                   number(h.from), argument(h.to), number(h.open.from), number(h.open.to),
                   argument_of(h.pause, &booking::Span::from),
                   argument_of(h.pause, &booking::Span::to), h.source, std::int64_t{h.unofficial}});
}

Result<void> save_office_notice(sql::Transaction& tx, OfficeNotice const& n) {
    return tx.run(kSaveNotice, {n.point.value, n.id, number(n.from), argument(n.to), n.text_id,
                                n.text_en, n.source, std::int64_t{n.unofficial}});
}

Result<std::vector<PointDetail>> all_point_details(sql::Transaction& tx) {
    auto const rows = TRY(tx.rows(kDetails, {}));
    std::vector<PointDetail> all;
    for (sql::Row const& row : rows) {
        all.push_back({.point = {row.integer(0)},
                       .address = row.text(1),
                       .phone = row.text(2),
                       .source = row.text(3),
                       .unofficial = row.integer(4) != 0});
    }
    return all;
}

Result<std::vector<PointHours>> all_point_hours(sql::Transaction& tx, LocalDate date) {
    auto const rows = TRY(tx.rows(kHours, {number(date)}));
    std::vector<PointHours> all;
    for (sql::Row const& row : rows) all.push_back({{row.integer(0)}, hours_in(row)});
    return all;
}

Result<std::vector<OfficeNotice>> all_office_notices(sql::Transaction& tx, LocalDate date) {
    auto const rows = TRY(tx.rows(kNotices, {number(date)}));
    std::vector<OfficeNotice> all;
    for (sql::Row const& row : rows) {
        all.push_back({.point = {row.integer(0)},
                       .id = row.text(1),
                       .from = local_date(row.integer(2)),
                       .to = optional_date(row, 3),
                       .text_id = row.text(4),
                       .text_en = row.text(5),
                       .source = row.text(6),
                       .unofficial = row.integer(7) != 0});
    }
    return all;
}

}  // namespace mpaspor::store
