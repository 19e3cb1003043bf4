#pragma once

#include "base/error.hpp"
#include "snap/signature.hpp"

#include <string>
#include <string_view>

namespace mpaspor::snap {

/// What a biller and a bank tell each other when they sign up: in both directions a client id, a
/// secret and an RSA key. The biller's file of it; the bank keeps its own private key elsewhere.
struct Agreement {
    std::string partner_service_id;  ///< 1 to 8 digits, not padded; also X-PARTNER-ID.
    Encoding encoding = Encoding::hex;

    std::string bank_client_id;  ///< With these the bank calls the biller.
    std::string bank_client_secret;
    RsaKey bank_public_key;

    std::string biller_client_id;  ///< With these the biller calls the bank.
    std::string biller_client_secret;
    RsaKey biller_private_key;
};

/// JSON. Holds secrets: for a file of mode 0600.
std::string format(Agreement const& agreement);

/// Errors: bad_configuration.
Result<Agreement> parse_agreement(std::string_view text);

}  // namespace mpaspor::snap
