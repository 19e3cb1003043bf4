#pragma once
/// The signed text in the QR of a proof (002-S9): what an officer at the door needs, so that it can
/// be believed without a network and cannot be made up.

#include "base/crypto.hpp"
#include "base/error.hpp"
#include "base/types.hpp"

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace mpaspor::app {

/// Nothing in it tells who the applicant is.
struct ProofCode {
    std::string number;  ///< The application's, 16 digits.
    ServicePointId service_point;
    LocalDate date;             ///< In the zone of the service point, as is the slot.
    std::chrono::minutes slot;  ///< When the slot begins, since midnight.
    Instant valid_until;        ///< Whole seconds, inclusive.
    friend bool operator==(ProofCode const&, ProofCode const&) = default;
};

/// Every proof code has this length.
inline constexpr std::size_t kProofCodeChars = 133;

/// MP1.<payload>.<signature>, both in base64url. The payload is, in network order: version (1
/// byte), key (4: the first of the SHA-256 of the public key), number (8), service point (4), days
/// since 1970 (4), minutes (2), valid until in seconds since 1970 (8). The signature is Ed25519
/// over all that stands before its dot. What fits in none of these fields is a broken invariant.
std::string make_proof_code(SecretKey const& signing, ProofCode const& code);

/// `keys` are those of today and those it replaced. Whether the code is still valid, or was used
/// before, is for the caller to find out.
/// Errors: malformed_text (not made by us, whatever it is).
Result<ProofCode> read_proof_code(std::span<PublicKey const> keys, std::string_view text);

}  // namespace mpaspor::app
