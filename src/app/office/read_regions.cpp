#include "app/office/read_regions.hpp"

namespace mpaspor::app {

Result<std::vector<store::CivilRegion>> read_regions(sql::Transaction& tx,
                                                     std::string_view parent) {
    return store::civil_regions_under(tx, parent);
}

}  // namespace mpaspor::app
