#pragma once

#include "base/error.hpp"
#include "base/types.hpp"
#include "snap/message.hpp"
#include "snap/signature.hpp"

#include <functional>
#include <string>

namespace mpaspor::snap {

/// The asking side of SNAP: fetches an access token, keeps it while it lasts, signs each request.
/// Used by one thread at a time. Carries nothing itself: `send` does.
class Client {
public:
    struct Identity {
        std::string client_id;
        std::string client_secret;
        std::string partner_id;  ///< X-PARTNER-ID.
        RsaKey private_key;
        Encoding encoding = Encoding::hex;
        std::string base_path;  ///< "/snap": what comes before "/v1.0/..." at the other side.
    };
    /// Blocks for as long as its owner lets it. Errors: gateway_unavailable.
    using Send = std::function<Result<Answer>(Outgoing const&)>;

    Client(Identity identity, Send send);

    /// One signed POST. `service_path` such as "/v1.0/transfer-va/payment"; `external_id` numeric,
    /// at most 36 digits, new for each call of a day. A token that the other side no longer takes
    /// is fetched anew, once.
    /// Errors: gateway_unavailable (no token, no answer), internal.
    Result<Answer> call(std::string const& service_path, std::string const& body,
                        std::string const& external_id, Instant now);

private:
    Result<std::string> token(Instant now);
    Result<Answer> send_signed(std::string const& service_path, std::string const& body,
                               std::string const& external_id, Instant now);

    Identity identity_;
    Send send_;
    std::string token_ = {};
    Instant token_expires_ = {};
};

}  // namespace mpaspor::snap
