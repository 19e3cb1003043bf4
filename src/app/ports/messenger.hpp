#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace mpaspor::app {

enum class Channel : std::uint8_t { email, sms };

/// Sends one message to one person. At least once: `id` lets the receiver know a repeated one.
/// Blocks for at most 10 s. Implementation: gateways/mail.
class Messenger {
public:
    virtual ~Messenger() = default;
    struct Message {
        std::string id;
        Channel channel;
        std::string to;  ///< Address or +62 number.
        std::string subject;
        std::string text;
    };
    /// Errors: gateway_unavailable.
    virtual Result<void> send(Message const& message) = 0;
};

}  // namespace mpaspor::app
