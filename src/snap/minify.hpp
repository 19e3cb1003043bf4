#pragma once

#include <string>
#include <string_view>

namespace mpaspor::snap {

/// A JSON text without the white space between its tokens; what stands inside strings is kept to
/// the byte. SNAP signs the hash of this form (domain.md 3.9), so both sides must cut alike. A text
/// that is not JSON comes out as something, and then its signature does not fit.
std::string minify(std::string_view json);

}  // namespace mpaspor::snap
