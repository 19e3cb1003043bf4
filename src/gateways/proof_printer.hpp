#pragma once

#include "app/ports/proof_printer.hpp"
#include "base/error.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace mpaspor::gateways {

/// Where Debian's fonts-open-sans lies.
inline constexpr std::string_view kFontsOfDebian = "/usr/share/fonts/truetype/open-sans";

/// Draws a proof as one page of A4: what is shown at the door above a perforation, what to know
/// below. Only the fonts of `fonts` are consulted. Errors of print(): internal, also for content
/// that does not fit on a page in letters that can be read.
/// Errors: bad_configuration (a font is missing).
Result<std::unique_ptr<app::ProofPrinter>> open_proof_printer(std::string const& fonts);

}  // namespace mpaspor::gateways
