#pragma once

#include <string>

namespace mpaspor::testing {

/// The table of transitions as aligned text, one line per row.
std::string lifecycle_table();

/// docs/domain/lifecycle.md: the states, the stages, two diagrams and the table, printed from the
/// code. A test compares the file.
std::string lifecycle_page();

}  // namespace mpaspor::testing
