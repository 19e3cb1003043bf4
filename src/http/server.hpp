#pragma once
/// An HTTP/1.1 server on Boost.Beast, as strict as RFC 9112 lets one be. No header of Boost leaves
/// event_loop.cpp. Knows nothing of routes: it asks `admit` about a header and gives `handle` a
/// request.
///
/// A connection belongs to one event loop and has one request at a time: what a client sends ahead
/// waits in the socket, so answers leave in the order of their requests. TLS, HTTP/2 and
/// compression are the edge's (deploy/).

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
    std::size_t body_max = 0;                        ///< Bytes this route takes; binds chunked too.
    std::optional<Response> refusal = std::nullopt;  ///< Sent instead, and the connection closed.
};

class Server {
public:
    struct Limits {
        std::size_t connections_max = 12'000;  ///< Beyond it a new one is told 503 and closed.
        std::size_t header_bytes_max = std::size_t{8} * 1024;
        std::size_t target_bytes_max = std::size_t{2} * 1024;
        std::size_t body_bytes_max = std::size_t{10} * 1024 * 1024;  ///< Of any route.
        /// Real time, measured in steps of 250 ms. A header or body that is later is told 408.
        std::chrono::milliseconds header_time_max{10'000};  ///< From its first byte.
        std::chrono::milliseconds body_time_max{60'000};    ///< From the end of the header.
        std::chrono::milliseconds idle_time_max{75'000};    ///< Before the first byte of a request.
        std::chrono::milliseconds write_time_max{60'000};
        std::size_t threads = 1;  ///< Event loops.
    };

    /// All three are called on any of the event loops, perhaps on several at once; none may block.
    using Admit = std::function<Admission(Head const&)>;
    /// A Respond that is destroyed without an answer answers `internal`.
    using Handle = std::function<void(Request, Respond)>;
    /// Turns a fault of the protocol itself into an answer: malformed_request, request_timeout,
    /// body_too_large, target_too_long, headers_too_large, busy (too many connections), internal (a
    /// callback threw or gave no answer).
    using Refuse = std::function<Response(Code)>;

    struct Callbacks {
        Admit admit;
        Handle handle;
        Refuse refuse;
    };

    /// Listens on `address:port`, the address a literal such as 127.0.0.1 or [::1] (port 0: a free
    /// one), or on a Unix socket when `address` begins with '/' (made with mode 0600, replaced when
    /// nobody listens on it any more). Answers begin with run(). `clock` outlives the server.
    /// Errors: bad_configuration (cannot listen there).
    static Result<std::unique_ptr<Server>> listen(std::string const& address, Limits limits,
                                                  Callbacks callbacks, app::Clock const& clock);
    virtual ~Server() = default;

    virtual std::uint16_t port() const = 0;  ///< 0 on a Unix socket.

    /// Serves until stop(). Blocks; makes limits.threads - 1 further threads. Once.
    virtual void run() = 0;

    /// Any thread, before or during run(). Stops to accept, lets requests that were begun have
    /// their answer (at most `grace`), then run() returns. Answers given later are dropped.
    virtual void stop(std::chrono::milliseconds grace) = 0;

    virtual std::size_t connections() const = 0;  ///< Open now, for metrics.

    /// Runs `work` on an event loop, in one post: the answers of one batch of the executor. After
    /// run() it is dropped.
    virtual void post(std::move_only_function<void()> work) = 0;
};

}  // namespace mpaspor::http
