#pragma once

#include "app/application/read_application.hpp"
#include "app/messages.hpp"
#include "app/ports/proof_printer.hpp"
#include "app/proof_code.hpp"
#include "app/sealing.hpp"
#include "domain/application/number.hpp"
#include "store/letterheads.hpp"

#include <optional>
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

/// The ministry's name on the day the fee was settled: it stays when ministries are renamed (4.1).
/// A query.
Result<std::optional<store::Letterhead>> letterhead_of(sql::Transaction& tx, Proof const& proof);

/// The proof in words, for the printer: always Indonesian, since offices read it. `identity` is the
/// opened identity section. The same proof gives the same words, whenever and wherever it is asked.
ProofContent proof_content(Proof const& proof, Answers const& identity, Messages const& messages,
                           std::optional<store::Letterhead> const& letterhead, int reschedules_max);

}  // namespace mpaspor::app
