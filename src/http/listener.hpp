#pragma once

#include "base/error.hpp"
#include "http/owned_socket.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace mpaspor::http {

/// A socket that listens, on TCP or on a path of the file system, which goes when it is closed.
class Listener {
public:
    struct Arrival {
        OwnedSocket socket;  ///< Does not block.
        std::string peer;    ///< "127.0.0.1", "::1", "unix".
    };

    /// As Server::listen() says. Errors: bad_configuration.
    static Result<Listener> open(std::string const& address);

    Listener(Listener&& other) noexcept;
    Listener& operator=(Listener&&) = delete;
    ~Listener() { close(); }

    int descriptor() const { return socket_.get(); }
    std::uint16_t port() const { return port_; }  ///< 0 on a path.
    /// The next connection that waits, or nothing.
    /// Errors: busy (out of descriptors or memory: try later).
    Result<std::optional<Arrival>> accept();
    void close();

private:
    explicit Listener(int socket) : socket_(socket) {}
    static Result<Listener> open_path(std::string const& path);
    static Result<Listener> open_port(std::string const& address);

    OwnedSocket socket_;
    std::uint16_t port_ = 0;
    std::string path_ = {};
};

}  // namespace mpaspor::http
