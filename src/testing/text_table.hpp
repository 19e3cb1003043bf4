#pragma once

#include <string>
#include <vector>

namespace mpaspor::testing {

/// Rows of cells as aligned text: columns two spaces apart, nothing trailing.
std::string aligned(std::vector<std::vector<std::string>> const& rows);

/// The same as a table of Markdown; the first row is the heading.
std::string markdown_table(std::vector<std::vector<std::string>> const& rows);

}  // namespace mpaspor::testing
