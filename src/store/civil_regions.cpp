#include "store/civil_regions.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kSave{"save_civil_region", R"sql(
    INSERT INTO civil_region (code, parent, name, now) VALUES ($1, $2, $3, $4)
    ON CONFLICT (code) DO UPDATE
       SET parent = excluded.parent, name = excluded.name, now = excluded.now
)sql"};

constexpr sql::Statement kUnder{"civil_regions_under", R"sql(
    SELECT code, parent, name, now FROM civil_region WHERE parent = $1 ORDER BY code
)sql"};

}  // namespace

Result<void> save_civil_region(sql::Transaction& tx, CivilRegion const& r) {
    return tx.run(kSave, {r.code, r.parent, r.name, r.now});
}

Result<std::vector<CivilRegion>> civil_regions_under(sql::Transaction& tx,
                                                     std::string_view parent) {
    auto const rows = TRY(tx.rows(kUnder, {parent}));
    std::vector<CivilRegion> regions;
    for (sql::Row const& row : rows) {
        regions.push_back({row.text(0), row.text(1), row.text(2), row.text(3)});
    }
    return regions;
}

}  // namespace mpaspor::store
