#pragma once
/// Address, hours and notices of service points (4.1): reference data.

#include "domain/booking/hours.hpp"
#include "sql/connection.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpaspor::store {

/// What is not known is empty.
struct PointDetail {
    ServicePointId point;
    std::string address, phone;
    std::string source;
    bool unofficial = false;
};
struct PointHours {
    ServicePointId point;
    booking::Hours hours;
};
struct OfficeNotice {
    ServicePointId point;
    std::string id;
    LocalDate from = {};
    std::optional<LocalDate> to = {};  ///< Exclusive.
    std::string text_id, text_en;
    std::string source;
    bool unofficial = false;
};

/// Each adds a row, or replaces that of the same key.
Result<void> save_point_detail(sql::Transaction& tx, PointDetail const& detail);
Result<void> save_point_hours(sql::Transaction& tx, PointHours const& hours);
Result<void> save_office_notice(sql::Transaction& tx, OfficeNotice const& notice);

/// Of all points, by point.
Result<std::vector<PointDetail>> all_point_details(sql::Transaction& tx);
/// Those that have not ended on `date`.
Result<std::vector<PointHours>> all_point_hours(sql::Transaction& tx, LocalDate date);
Result<std::vector<OfficeNotice>> all_office_notices(sql::Transaction& tx, LocalDate date);

}  // namespace mpaspor::store
