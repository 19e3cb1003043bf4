#pragma once

#include "app/messages.hpp"
#include "app/ports/proof_printer.hpp"
#include "app/rights/held.hpp"

namespace mpaspor::app {

/// What is held about a person, in words for the printed export: every value of the tree is in it.
/// Moments are in Western Indonesian time and say so.
PaperContent export_paper(Held const& held, Messages const& messages, Language language);

}  // namespace mpaspor::app
