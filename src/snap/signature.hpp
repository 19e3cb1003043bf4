#pragma once
/// The two signatures of SNAP BI (domain.md 3.9): RSA-SHA256 for the access token, HMAC-SHA512 for
/// every request after it. OpenSSL does the work and is used here alone; the rest of the service
/// uses base/crypto.hpp.

#include "base/error.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace mpaspor::snap {

/// How a bank writes signatures: the standard's samples are lower-case hex, some banks use Base64.
enum class Encoding : std::uint8_t { hex, base64 };
/// "hex" or "base64". Errors: unknown_value.
Result<Encoding> parse_encoding(std::string_view text);
std::string_view name_of(Encoding encoding);

/// One RSA key, of 2048 bits at least. Immutable, so any number of threads may use one.
class RsaKey {
public:
    enum class Kind : std::uint8_t { public_key, private_key };
    /// Errors: bad_configuration (not such a key, or a short one).
    static Result<RsaKey> from_pem(std::string_view pem, Kind kind);
    /// A new private key of 2048 bits from OpenSSL's own randomness. Errors: internal.
    static Result<RsaKey> generate();

    std::string public_pem() const;
    /// Only of a private key.
    std::string private_pem() const;
    Kind kind() const { return kind_; }

    struct Native;  ///< OpenSSL's, known to signature.cpp.
    Native const& native() const { return *native_; }

private:
    RsaKey(std::shared_ptr<Native const> native, Kind kind);
    std::shared_ptr<Native const> native_;  ///< Shared by the copies of one key.
    Kind kind_;
};

/// What the signature of an access-token request covers.
std::string token_string_to_sign(std::string_view client_id, std::string_view timestamp);

/// SHA256withRSA. Errors: internal (a public key, or OpenSSL failed).
Result<std::string> sign(RsaKey const& private_key, std::string_view text, Encoding encoding);
bool is_signed(RsaKey const& key, std::string_view text, std::string_view signature,
               Encoding encoding);

/// What the symmetric signature covers.
struct SignedRequest {
    std::string_view method;        ///< "POST"
    std::string_view endpoint_url;  ///< Path as it was sent, with '?' and query when there is one.
    std::string_view access_token;
    std::string_view body;       ///< As it was sent; minified here.
    std::string_view timestamp;  ///< X-TIMESTAMP, as it was sent.
};
std::string string_to_sign(SignedRequest const& request);

/// HMAC-SHA512.
std::string sign(std::string_view client_secret, SignedRequest const& request, Encoding encoding);
/// Compares in constant time.
bool is_signed(std::string_view client_secret, SignedRequest const& request,
               std::string_view signature, Encoding encoding);

}  // namespace mpaspor::snap
