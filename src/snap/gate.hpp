#pragma once
/// The asked side of SNAP: who may ask, told from the signatures alone (domain.md 3.9).

#include "base/crypto.hpp"
#include "base/error.hpp"
#include "base/types.hpp"
#include "snap/agreement.hpp"
#include "snap/message.hpp"
#include "snap/signature.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::snap {

/// How long an access token lasts.
constexpr std::chrono::seconds kTokenLife{900};
/// How far the clock of the other side may be off, either way: what was signed earlier or later is
/// taken for a replay.
constexpr std::chrono::minutes kTimestampTolerance{5};
constexpr std::size_t kExternalIdMax = 36;

/// One system that may ask.
struct KnownClient {
    std::string client_id;
    std::string client_secret;
    std::string partner_id;  ///< X-PARTNER-ID; the part of partnerServiceId that is not padding.
    RsaKey public_key;
    Encoding encoding = Encoding::hex;
};

/// Everything the checks need. Immutable, so any number of threads may use one.
struct Gate {
    std::vector<KnownClient> clients;
    /// Signs access tokens, which are kept nowhere: servers with one key take each other's.
    SecretKey token_key;
};

/// Who asked, and under which X-EXTERNAL-ID.
struct Caller {
    std::string client_id;
    std::string partner_id;
    std::string external_id;  ///< 1 to 36 digits; once a day (see ExternalIds).
};

/// A gate for the one bank of an agreement.
Gate gate_for(Agreement const& agreement, SecretKey const& token_key);

/// The body of the answer to an access-token request whose signature fits.
/// Errors: missing_field, malformed_request, malformed_date; forbidden (unknown client, signature
/// of another, timestamp off); malformed_json and the like of the body.
Result<std::string> grant_token(Gate const& gate, Incoming const& request, Instant now);

/// Errors: missing_field, malformed_request, malformed_date; not_signed_in (not our token, or it
/// ended); forbidden (signature, partner or timestamp do not fit).
Result<Caller> authenticate(Gate const& gate, Incoming const& request, Instant now);

/// The first field of this name (lower case), or "".
std::string_view field(Fields const& fields, std::string_view name);

}  // namespace mpaspor::snap
