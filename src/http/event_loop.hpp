#pragma once
/// An event loop and the connections that live on it: the HTTP of server.hpp. Boost stays in
/// event_loop.cpp.

#include "http/owned_socket.hpp"
#include "http/server.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace mpaspor::http {

/// What all loops share; constant but for the count.
struct Common {
    Server::Limits limits;
    Server::Callbacks callbacks;
    app::Clock const& clock;
    std::atomic<std::size_t> open = 0;
};

/// Counts a connection as long as it lives.
class Counted {
public:
    explicit Counted(std::shared_ptr<Common> common) : common_(std::move(common)) {
        ++common_->open;
    }
    Counted(Counted&&) = default;
    Counted& operator=(Counted&&) = delete;
    ~Counted() {
        if (common_) --common_->open;
    }

private:
    std::shared_ptr<Common> common_;  ///< Shared with server and loops, in whatever order they end.
};

/// A connected socket that a loop takes over.
struct Accepted {
    OwnedSocket socket;  ///< Not blocking.
    std::string peer;    ///< For Head::peer.
    Counted counted;
    bool busy;  ///< One too many: told 503 and closed.
};

class EventLoop {
public:
    /// Whether a watched descriptor is waited for again.
    enum class Again : std::uint8_t { at_once, after_a_sweep, never };

    static std::shared_ptr<EventLoop> make(std::shared_ptr<Common> common);
    virtual ~EventLoop() = default;

    /// Until begin_stop() and its drain.
    virtual void run() = 0;
    /// Any thread. After run() it is dropped.
    virtual void post(std::move_only_function<void()> work) = 0;
    /// Any thread.
    virtual void serve(Accepted accepted) = 0;
    /// Before run(). `readable` is called on this loop whenever the descriptor, which stays the
    /// caller's, can be read from; until the loop stops.
    virtual void watch(int descriptor, std::function<Again()> readable) = 0;
    /// On this loop. Idle connections are closed now, the others with their answer or after
    /// `grace`.
    virtual void begin_stop(std::chrono::milliseconds grace) = 0;
};

}  // namespace mpaspor::http
