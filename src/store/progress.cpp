#include "store/progress.hpp"

#include "store/columns.hpp"

namespace mpaspor::store {
namespace {

constexpr sql::Statement kProgress{"load_progress", R"sql(
    SELECT EXISTS (SELECT 1 FROM answer WHERE application_id = $1 AND section = 'identity'),
           EXISTS (SELECT 1 FROM answer WHERE application_id = $1 AND section = 'questionnaire'),
           EXISTS (SELECT 1 FROM answer WHERE application_id = $1 AND section = 'additional_data'),
           EXISTS (SELECT 1 FROM document WHERE application_id = $1 AND kind = 'id_card')
)sql"};

constexpr sql::Statement kGround{"load_hold_ground", R"sql(
    SELECT EXISTS (SELECT 1 FROM answer WHERE application_id = $1 AND section = 'identity'),
           EXISTS (SELECT 1 FROM answer WHERE application_id = $1 AND section = 'questionnaire'),
           EXISTS (SELECT 1 FROM answer WHERE application_id = $1 AND section = 'additional_data'),
           EXISTS (SELECT 1 FROM document WHERE application_id = $1 AND kind = 'id_card'),
           utc_hour,
           EXISTS (SELECT 1 FROM service_point_product
                    WHERE service_point = $2 AND product = $3 AND from_date <= $4
                      AND (to_date IS NULL OR to_date > $4))
      FROM service_point WHERE id = $2
)sql"};

Progress read(sql::Row const& row) {
    return {.identity = row.integer(0) != 0,
            .questionnaire = row.integer(1) != 0,
            .additional_data = row.integer(2) != 0,
            .id_card = row.integer(3) != 0};
}

}  // namespace

Result<Progress> load_progress(sql::Transaction& tx, ApplicationId id) {
    auto const row = TRY(tx.row(kProgress, {id.value}));
    return read(*row);
}

Result<HoldGround> load_hold_ground(sql::Transaction& tx, ApplicationId id, ServicePointId point,
                                    std::string_view product, LocalDate date) {
    auto const row = TRY(tx.row(kGround, {id.value, point.value, product, number(date)}));
    if (!row) return refuse(Code::office_not_found, "/service_point");
    return HoldGround{.zone = static_cast<Zone>(row->integer(4)),
                      .product_offered = row->integer(5) != 0,
                      .progress = read(*row)};
}

}  // namespace mpaspor::store
