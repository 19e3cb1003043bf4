#pragma once

#include "base/types.hpp"
#include "sql/connection.hpp"

#include <string>

namespace mpaspor::store {

/// Which of the things that stages 2 to 4 ask for are there.
struct Progress {
    bool identity = false;
    bool questionnaire = false;
    bool additional_data = false;
    bool id_card = false;
};
Result<Progress> load_progress(sql::Transaction& tx, ApplicationId id);

/// All that a hold rests on beside the application and the seat, in one statement: it stands on the
/// way of every booking.
struct HoldGround {
    Zone zone = Zone::wib;
    bool product_offered = false;  ///< By the service point, on that date.
    Progress progress;
};
/// Errors: office_not_found.
Result<HoldGround> load_hold_ground(sql::Transaction& tx, ApplicationId id, ServicePointId point,
                                    std::string_view product, LocalDate date);

}  // namespace mpaspor::store
