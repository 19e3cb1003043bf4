#pragma once
/// The name as a passport prints it (D13, 3.6).

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace mpaspor::identity {

inline constexpr std::size_t kPrintedNameMax = 34;  ///< Spaces included: the data page's line.

struct PrintedName {
    std::string text;            ///< A-Z and single spaces, at most kPrintedNameMax.
    std::string full;            ///< The same without the limit: goes to page 4 when it is longer.
    bool shortened = false;      ///< `full` is longer: whole words were left out, from the end.
    bool changed_signs = false;  ///< Signs or diacritics were taken off, or titles.
};

/// Letters and spaces only: punctuation goes ("Ai'nun" is AINUN, "M. Firman" is M FIRMAN, a hyphen
/// becomes a space), diacritics become their letters by ICAO 9303, titles (dr., H., S.H.) are left
/// out. Errors: name_not_printable (nothing is left, or a letter that has no spelling in A-Z).
Result<PrintedName> printed_name(std::string_view name);

/// Umrah asks for two words (2.5): a single name gets bin or binti and the father's name.
std::size_t words_of(std::string_view printed);

}  // namespace mpaspor::identity
