#pragma once
/// An HTTP/1.1 server on Boost.Beast, strict as RFC 9112 lets one be. No header of Boost leaves
/// server.cpp. Knows nothing of routes: it asks `admit` about a header and gives `handle` a
/// request.

#include "app/ports/clock.hpp"
#include "base/error.hpp"
#include "http/message.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace mpaspor::http {

/// Decided from the header alone, before any of the body is read.
struct Admission {
    std::size_t body_max = 0;                      ///< Bytes this route takes; binds chunked too.
    std::optional<Response> refusal = std::nullopt;  ///< Sent instead, and the connection closed.
};

class Server {
public:
    struct Limits {
        std::size_t connections_max = 12'000;   ///< Beyond it a new one is told 503 and closed.
        std::size_t header_bytes_max = 8 * 1024;
        std::size_t target_bytes_max = 2 * 1024;
        std::size_t body_bytes_max = 10 * 1024 * 1024;  ///< Of any route.
        std::chrono::seconds header_time_max{10};
        std::chrono::seconds body_time_max{60};
        std::chrono::seconds idle_time_max{75};  ///< Between requests of one connection.
        std::chrono::seconds write_time_max{60};
        std::size_t threads = 1;                 ///< Event loops.
    };

    using Admit = std::function<Admission(Head const&)>;     ///< On an event loop; does not block.
    using Handle = std::function<void(Request, Respond)>;    ///< Same.
    /// Turns a fault of the protocol itself (a Code of the section "HTTP itself" or
    /// malformed_request, starting_up, shutting_down, busy) into an answer.
    using Refuse = std::function<Response(Code)>;

    struct Callbacks {
        Admit admit;
        Handle handle;
        Refuse refuse;
    };

    /// Listens on loopback `host:port` (port 0: a free one), or on a Unix socket when `address`
    /// begins with '/' (made with mode 0600, replaced when stale). Answers begin with run().
    /// Errors: bad_configuration (cannot listen there).
    static Result<std::unique_ptr<Server>> listen(std::string const& address, Limits limits,
                                                  Callbacks callbacks, app::Clock const& clock);
    virtual ~Server() = default;

    virtual std::uint16_t port() const = 0;  ///< 0 on a Unix socket.

    /// Serves until stop(). Blocks; makes limits.threads - 1 further threads.
    virtual void run() = 0;

    /// Any thread. Stops to accept, lets requests that were begun have their answer (at most
    /// `grace`), then run() returns. Answers given later are dropped.
    virtual void stop(std::chrono::seconds grace) = 0;

    virtual std::size_t connections() const = 0;  ///< Open now, for metrics.

    /// Runs `work` on an event loop, in one post: the answers of one batch of the executor.
    virtual void post(std::move_only_function<void()> work) = 0;
};

}  // namespace mpaspor::http
