#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/nik_checks.hpp"
#include "store/passport_records.hpp"

#include <optional>

namespace mpaspor::app {

/// Stage 1 as it stands: what the registries were asked about an applicant, and what they said.
struct Checks {
    std::optional<store::NikCheck> nik = {};  ///< The last question; none before the first.
    std::optional<Instant> valid_until = {};  ///< While the NIK is VALID (D9).
    bool live_elsewhere = false;              ///< Another application of this NIK is live (D8).
    std::optional<store::PassportCheck> passport = {};  ///< About the NIK that is VALID (D10).
};

/// What is said about the person behind a NIK, that another application is live and that a
/// passport is known, is there only while the NIK is VALID (D9). A query.
/// Errors: application_not_found (also for another's).
Result<Checks> read_checks(sql::Transaction& tx, Context const& context, ApplicationId id);

}  // namespace mpaspor::app
