#pragma once
/// What one field takes, kind by kind.

#include "domain/form/form.hpp"

#include <string>
#include <string_view>

namespace mpaspor::form {

/// The value as it is kept. `text` has no outer blanks and is not empty. Errors: as check_section,
/// without a pointer.
Result<std::string> read_value(Field const& field, std::string_view text);

/// Of ISO 3166-1: two capitals that are assigned.
bool is_country(std::string_view text);

}  // namespace mpaspor::form
