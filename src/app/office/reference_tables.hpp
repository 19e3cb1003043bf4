#pragma once
/// Reference data as people write it: tables of text, a line a row (data/README.md).

#include "app/office/load_reference.hpp"
#include "base/error.hpp"

#include <array>
#include <span>
#include <string_view>

namespace mpaspor::app {

/// In the order in which they refer to each other. Each is the name of a file without ".tsv".
inline constexpr std::array<std::string_view, 17> kReferenceTables{
    "offices",        "service_points", "products",    "slots",         "release_rules",
    "settings",       "holidays",       "quota_rules", "tariffs",       "form_sections",
    "form_fields",    "document_rules", "accelerated", "point_details", "service_hours",
    "office_notices", "regions"};

struct ReferenceTable {
    std::string_view name;  ///< One of kReferenceTables.
    std::string_view text;  ///< UTF-8, tab-separated, the columns' names in the first line.
};

/// Reads any of the tables, each at most once. Those that name a service point need the table of
/// service points beside them, and that one the offices. A year is known when it has a holiday.
///
/// Errors: unknown_value (also another name or set of columns), missing_field (an empty cell, or a
/// line with too few), malformed_text, malformed_date, out_of_range. The pointer is "/<table>"; the
/// parameters are the `line`, counted from 1, and the `column`.
Result<ReferenceData> read_reference_tables(std::span<ReferenceTable const> tables);

}  // namespace mpaspor::app
