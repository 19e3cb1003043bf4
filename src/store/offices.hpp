#pragma once
/// Offices and their service points (domain.md 4): reference data, versioned by date where it
/// changes.

#include "base/types.hpp"
#include "sql/connection.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpaspor::store {

struct Office {
    OfficeId id;
    std::string code, name, office_class;
    bool border = false;  ///< TPI.
    std::string region;   ///< Its Kanwil.
    std::string source;
    bool unofficial = false;
};
struct ServicePoint {
    ServicePointId id;
    OfficeId office;
    std::string name, kind;
    Zone zone = Zone::wib;
};
struct ServicePointProduct {
    ServicePointId point;
    std::string product;
    LocalDate from;
    std::optional<LocalDate> to;
};

Result<void> save_office(sql::Transaction& tx, Office const& office);
Result<void> save_service_point(sql::Transaction& tx, ServicePoint const& point);
Result<void> save_service_point_product(sql::Transaction& tx, ServicePointProduct const& product);

Result<std::vector<Office>> all_offices(sql::Transaction& tx);
Result<std::vector<ServicePoint>> all_service_points(sql::Transaction& tx);
/// Errors: office_not_found.
Result<ServicePoint> load_service_point(sql::Transaction& tx, ServicePointId id);
/// Errors: office_not_found.
Result<Office> load_office(sql::Transaction& tx, OfficeId id);
/// Errors: office_not_found.
Result<Office> find_office(sql::Transaction& tx, std::string_view code);
/// On `date` of the point's calendar.
Result<std::vector<std::string>> products_of(sql::Transaction& tx, ServicePointId point,
                                             LocalDate date);

/// One more change of this point's quota: gives its number, for the audit.
Result<std::int64_t> next_quota_version(sql::Transaction& tx, ServicePointId point);

struct Officer {
    OfficerId id;
    std::string login, role;
    OfficeId office;
    Instant created;
};
/// Errors: officer_exists.
Result<void> insert_officer(sql::Transaction& tx, Officer const& officer);

}  // namespace mpaspor::store
