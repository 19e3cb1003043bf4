#pragma once
/// The page on which anybody checks a proof (002-S9): it works without JavaScript, loads nothing,
/// and is Indonesian first, with English beside it.

#include "app/messages.hpp"
#include "app/payment/check_proof.hpp"
#include "http/message.hpp"

#include <optional>

namespace mpaspor::http {

/// With the result of a check, where there is one; a forged code has no more than the verdict. A
/// browser shows it and runs nothing but the page's own script, which takes a code from behind '#',
/// where it is in no log, and asks as the button would.
Response proof_page(app::Messages const& messages, std::optional<app::CheckedProof> const& checked);

}  // namespace mpaspor::http
