#pragma once

#include "app/ports/proof_printer.hpp"
#include "gateways/pdf_page.hpp"

namespace mpaspor::gateways {

/// No paper has more pages. What is longer is refused rather than cut.
inline constexpr int kPaperPagesMax = 500;

/// Sets headings, labels and values on as many pages of A4 as it takes, each with its number.
/// Errors: internal (text that is not clean, more than kPaperPagesMax pages).
Result<Bytes> print_paper(PdfFonts const& fonts, app::PaperContent const& content);

}  // namespace mpaspor::gateways
