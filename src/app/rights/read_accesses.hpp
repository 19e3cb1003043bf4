#pragma once

#include "app/context.hpp"
#include "sql/connection.hpp"
#include "store/accesses.hpp"

#include <optional>
#include <vector>

namespace mpaspor::app {

inline constexpr int kAccessesPerPage = 50;

struct AccessPage {
    std::vector<store::AccessRow> accesses;
    std::int64_t withheld = 0;  ///< Of all pages: looks of which only the number is told.
    std::optional<std::int64_t> next = {};  ///< Ask for those before it.
};

/// Who of an office looked at what is the actor's: when, in which role, of which office, what for
/// (domain.md 7; never the officer's name). Newest first, kAccessesPerPage at a time. A query.
/// Errors: application_not_found (not an applicant).
Result<AccessPage> read_accesses(sql::Transaction& tx, Context const& context,
                                 std::optional<std::int64_t> before);

}  // namespace mpaspor::app
