#pragma once

#include "base/types.hpp"
#include "outside/faults.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::outside {

/// Where the service's e-mails and SMS end in tests and demonstrations. One thread at a time.
class Sink {
public:
    /// Older messages are forgotten.
    static constexpr std::size_t kKeptMax = 100'000;

    struct Message {
        std::string id;       ///< The sender's; one that came before is not kept twice.
        std::string channel;  ///< "email" or "sms".
        std::string to;
        std::string subject;
        std::string text;
        Instant received{};
    };

    /// POST /sink/messages {id, channel, to, subject, text}: 201, or 200 for a repeated one.
    Reply receive(std::string_view body, Instant now);

    /// Whether it is new: one whose id came before is not kept twice.
    enum class Kept : bool { before, now };
    Kept keep(Message message);

    /// The newest first; of everybody when `to` is "". At most `most`.
    std::vector<Message> messages(std::string_view to, std::size_t most) const;
    /// GET /sink/messages?to=: {"messages": [{id, channel, to, subject, text, received_at}]}.
    std::string to_json(std::string_view to, std::size_t most) const;

    Faults faults{};

private:
    std::deque<Message> kept_;
    std::set<std::string, std::less<>> ids_;  ///< Of those kept.
};

}  // namespace mpaspor::outside
