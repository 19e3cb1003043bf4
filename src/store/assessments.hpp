#pragma once
/// What an application's answers amount to, beside the answers themselves, which are sealed.

#include "base/types.hpp"
#include "sql/connection.hpp"

#include <optional>
#include <string_view>

namespace mpaspor::store {

/// What was found by opening the answers and looking at them.
struct Assessed {
    std::int64_t rules = 0;    ///< The version of the draft rules it was found by.
    LocalDate form_from = {};  ///< The version of the form.
    bool questionnaire = false;
    bool documents = false;
    bool additional_data = false;
    bool product = false;
    LocalDate good_until = {};                 ///< Exclusive, WIB.
    std::optional<LocalDate> visit_from = {};  ///< The first day on which the visit may be.
    friend bool operator==(Assessed const&, Assessed const&) = default;
};

struct StoredAssessment {
    std::int64_t revision = 0;  ///< Of all that it rests on.
    Assessed assessed = {};
};

/// Of a new application: nothing is done, and nothing was looked at.
Result<void> insert_assessment(sql::Transaction& tx, ApplicationId id);

/// Errors: application_not_found.
Result<StoredAssessment> load_assessment(sql::Transaction& tx, ApplicationId id);

/// Puts what was found by looking at revision `seen`, with a change, in its place, and gives the
/// revision that this makes. Errors: assessment_outdated, when something else it rests on was
/// changed meanwhile: nobody has looked at both changes together.
Result<std::int64_t> revise_assessment(sql::Transaction& tx, ApplicationId id, std::int64_t seen,
                                       Assessed const& assessed);

/// Something it rests on was changed by who cannot look at the answers: it has to be made again
/// before anything else rests on it.
Result<void> outdate_assessment(sql::Transaction& tx, ApplicationId id);

/// All that a hold rests on beside the application and the seat, in one statement: it stands on the
/// way of every booking.
struct HoldGround {
    Zone zone = Zone::wib;
    bool product_offered = false;      ///< By the service point, on that date.
    bool accelerated_offered = false;  ///< The same of the accelerated service (6.4).
    bool rules_in_force = false;       ///< The assessment was made by the rules that are.
    Assessed assessed = {};
};
/// Errors: office_not_found.
Result<HoldGround> load_hold_ground(sql::Transaction& tx, ApplicationId id, ServicePointId point,
                                    std::string_view product, LocalDate date);

}  // namespace mpaspor::store
