#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/applications.hpp"
#include "store/audit.hpp"
#include "store/seats.hpp"

#include <optional>
#include <vector>

namespace mpaspor::app {

struct History {
    store::Application application;
    std::vector<store::AuditRow> changes;  ///< Every change of state, oldest first.
    /// What the issuing system was asked about the applicant, and whether it answered (D10): an
    /// officer looks again where it was given up.
    std::vector<store::AuditRow> passport;
    /// What happened to the places that it has, or that a bill of it was issued for.
    std::vector<store::SeatEvent> places;
};

/// For operators: no personal data in it. A query. Errors: application_not_found.
Result<History> read_history(sql::Transaction& tx, ApplicationId id);

/// What has to be sent to the outside world still. A query.
struct Waiting {
    std::optional<std::int64_t> notices;
};
Result<Waiting> read_waiting(sql::Transaction& tx);

}  // namespace mpaspor::app
