#pragma once

#include "app/application/read_application.hpp"
#include "app/messages.hpp"
#include "app/ports/proof_printer.hpp"
#include "app/proof_code.hpp"
#include "app/sealing.hpp"
#include "domain/application/number.hpp"

#include <string>

namespace mpaspor::app {

/// Stage 9: what is proven, once the fee is settled and there is a visit (002-S9).
struct Proof {
    std::string number;  ///< 16 digits.
    std::string qr;      ///< make_proof_code's.
    ApplicationView view;
};

/// Errors: proof_not_ready.
Result<Proof> prove(ApplicationView view, application::Numbers const& numbers,
                    SecretKey const& signing);

/// The proof in words, for the printer. `identity` is the opened identity section.
ProofContent proof_content(Proof const& proof, Answers const& identity, Messages const& messages,
                           Language language, int reschedules_max);

}  // namespace mpaspor::app
