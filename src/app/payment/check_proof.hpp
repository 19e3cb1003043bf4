#pragma once

#include "app/context.hpp"
#include "app/proof_code.hpp"
#include "domain/application/number.hpp"
#include "domain/application/proof_verdict.hpp"
#include "sql/connection.hpp"
#include "store/offices.hpp"

#include <string>

namespace mpaspor::app {

/// What whoever is shown a proof may know of it (002-S9): what is printed on it anyway, without the
/// person. Of a visit that was moved, not where to.
struct CheckedProof {
    application::ProofVerdict verdict = application::ProofVerdict::forged;
    ProofCode code;
    store::ServicePoint point;  ///< That of the code.
    std::string office_name;
};

/// Whose application it is does not matter. A query; the code was read with the keys in force.
Result<CheckedProof> check_proof(sql::Transaction& tx, Context const& context,
                                 application::Numbers const& numbers, ProofCode const& code);

/// All but the last four digits hidden: enough to compare with a paper, not to look it up.
std::string masked_number(std::string_view number);

}  // namespace mpaspor::app
