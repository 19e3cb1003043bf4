#pragma once
/// The keys that sign proofs (002-S9): one a year, so that they change by themselves, the same on
/// every server, and none has to be kept.

#include "app/proof_code.hpp"
#include "base/crypto.hpp"
#include "base/error.hpp"
#include "base/types.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::app {

/// What a door without a network needs. It believes a code by this key only of visits from `from`
/// to `until`, both inclusive, so that a key that got out is of no use after its year.
struct ProofKey {
    PublicKey key = {};
    LocalDate from = {}, until = {};
};

/// The name of a key inside the code and outside: the first four bytes of its hash, in hex.
std::string proof_key_id(PublicKey const& key);

/// The seed that signs proofs of visits in the year of `visit`. `root` is Keys::proof_signing.
SecretKey proof_seed(SecretKey const& root, LocalDate visit);

/// Those of last year, of this one and of the two in which a visit can be booked already: a day is
/// opened 400 days ahead at most. `today` is that of Western Indonesia.
std::vector<ProofKey> proof_keys(SecretKey const& root, LocalDate today);

/// Errors: malformed_text (not made by us, or by a key of another year).
Result<ProofCode> read_proof_code(std::string_view text, std::span<ProofKey const> keys);

}  // namespace mpaspor::app
