#pragma once
/// Provinces, regencies and cities by their official codes (3.1): reference data. No rule refuses a
/// NIK by them.

#include "base/error.hpp"
#include "sql/connection.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::store {

struct CivilRegion {
    std::string code;    ///< "19", "19.02".
    std::string parent;  ///< "" of a province.
    std::string name;
    std::string now;  ///< The code that stands for a withdrawn one; "" of one in use.
};

/// Adds a row, or replaces that of the same code.
Result<void> save_civil_region(sql::Transaction& tx, CivilRegion const& region);

/// Those right under `parent`, by code; "" for the provinces.
Result<std::vector<CivilRegion>> civil_regions_under(sql::Transaction& tx, std::string_view parent);

}  // namespace mpaspor::store
