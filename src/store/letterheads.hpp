#pragma once

#include "base/types.hpp"
#include "sql/connection.hpp"

#include <optional>
#include <string>

namespace mpaspor::store {

/// Under whose name the service's papers are printed (4.1): ministries are renamed.
struct Letterhead {
    LocalDate from;  ///< WIB, until the next one's.
    std::string ministry, directorate;
};

/// The one in force on `date`; none when that is before all of them.
Result<std::optional<Letterhead>> letterhead_on(sql::Transaction& tx, LocalDate date);
/// Adds one, or replaces that of the same day.
Result<void> save_letterhead(sql::Transaction& tx, Letterhead const& letterhead);

}  // namespace mpaspor::store
