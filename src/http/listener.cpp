#include "http/listener.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <string_view>
#include <system_error>
#include <utility>

namespace mpaspor::http {
namespace {

constexpr int kBacklog = 4096;

/// An address of any family, as the system wants it.
struct Address {
    sockaddr_storage storage{};
    socklen_t size = sizeof(sockaddr_storage);

    sockaddr* raw() { return reinterpret_cast<sockaddr*>(&storage); }
    template <typename Known>
    Known& as() {
        size = sizeof(Known);
        return reinterpret_cast<Known&>(storage);
    }
};

std::unexpected<Error> system_failure(char const* what) {
    return fail(Code::bad_configuration,
                std::string{what} + ": " + std::system_category().message(errno));
}

std::optional<Address> parse_host(std::string host, std::uint16_t port) {
    Address address;
    auto& v4 = address.as<sockaddr_in>();
    if (::inet_pton(AF_INET, host.c_str(), &v4.sin_addr) == 1) {
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        return address;
    }
    if (!host.starts_with('[') || !host.ends_with(']')) return std::nullopt;
    host = host.substr(1, host.size() - 2);
    address = {};
    auto& v6 = address.as<sockaddr_in6>();
    if (::inet_pton(AF_INET6, host.c_str(), &v6.sin6_addr) != 1) return std::nullopt;
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    return address;
}

std::optional<Address> parse_host_and_port(std::string const& text) {
    auto const colon = text.rfind(':');
    if (colon == std::string::npos) return std::nullopt;
    auto const digits = std::string_view{text}.substr(colon + 1);
    std::uint16_t port = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return parse_host(text.substr(0, colon), port);
}

std::optional<Address> parse_path(std::string const& path) {
    Address address;
    auto& local = address.as<sockaddr_un>();
    if (path.size() >= sizeof local.sun_path) return std::nullopt;
    local.sun_family = AF_UNIX;
    std::memcpy(local.sun_path, path.data(), path.size());
    return address;
}

std::uint16_t port_of(Address& address) {
    if (address.storage.ss_family == AF_INET) return ntohs(address.as<sockaddr_in>().sin_port);
    if (address.storage.ss_family == AF_INET6) return ntohs(address.as<sockaddr_in6>().sin6_port);
    return 0;
}

std::string name_of(Address& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    auto const family = address.storage.ss_family;
    if (family == AF_INET) {
        ::inet_ntop(family, &address.as<sockaddr_in>().sin_addr, text.data(), text.size());
    } else if (family == AF_INET6) {
        ::inet_ntop(family, &address.as<sockaddr_in6>().sin6_addr, text.data(), text.size());
    } else {
        return "unix";
    }
    return text.data();
}

/// A socket that a server left behind when it was killed: nobody listens there.
void remove_stale(std::string const& path, Address& address) {
    struct stat found{};
    if (::stat(path.c_str(), &found) != 0 || !S_ISSOCK(found.st_mode)) return;
    OwnedSocket const probe{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (probe.get() < 0) return;
    bool const refused =
        ::connect(probe.get(), address.raw(), address.size) != 0 && errno == ECONNREFUSED;
    if (refused) ::unlink(path.c_str());
}

}  // namespace

Result<Listener> Listener::open(std::string const& address) {
    return address.starts_with('/') ? open_path(address) : open_port(address);
}

Result<Listener> Listener::open_path(std::string const& path) {
    auto address = parse_path(path);
    if (!address) return fail(Code::bad_configuration, "the path of the socket is too long");
    remove_stale(path, *address);
    Listener listener{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (listener.descriptor() < 0) return system_failure("socket");
    if (::bind(listener.descriptor(), address->raw(), address->size) != 0)
        return system_failure("bind");
    listener.path_ = path;
    // Nobody can connect before listen(), so nobody slips in before the mode is set.
    if (::chmod(path.c_str(), S_IRUSR | S_IWUSR) != 0) return system_failure("chmod");
    if (::listen(listener.descriptor(), kBacklog) != 0) return system_failure("listen");
    return listener;
}

Result<Listener> Listener::open_port(std::string const& text) {
    auto address = parse_host_and_port(text);
    if (!address) return fail(Code::bad_configuration, "not an address and a port");
    Listener listener{
        ::socket(address->storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (listener.descriptor() < 0) return system_failure("socket");
    int const on = 1;
    ::setsockopt(listener.descriptor(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    // Inherited by what is accepted: small answers leave at once.
    ::setsockopt(listener.descriptor(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::bind(listener.descriptor(), address->raw(), address->size) != 0)
        return system_failure("bind");
    if (::listen(listener.descriptor(), kBacklog) != 0) return system_failure("listen");
    if (::getsockname(listener.descriptor(), address->raw(), &address->size) != 0) {
        return system_failure("getsockname");
    }
    listener.port_ = port_of(*address);
    return listener;
}

Listener::Listener(Listener&& other) noexcept
    : socket_(std::move(other.socket_)),
      port_(other.port_),
      path_(std::exchange(other.path_, {})) {}

Result<std::optional<Listener::Arrival>> Listener::accept() {
    while (true) {
        Address peer;
        OwnedSocket socket{
            ::accept4(descriptor(), peer.raw(), &peer.size, SOCK_CLOEXEC | SOCK_NONBLOCK)};
        if (socket.get() >= 0) return Arrival{std::move(socket), name_of(peer)};
        if (errno == EAGAIN || errno == EWOULDBLOCK) return std::nullopt;
        bool const exhausted =
            errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
        if (exhausted) return fail(Code::busy);
        // Else that connection failed before it was accepted: the next may not.
        if (errno == EBADF || errno == EINVAL) return std::nullopt;
    }
}

void Listener::close() {
    OwnedSocket const closed = std::move(socket_);
    if (!path_.empty()) ::unlink(std::exchange(path_, {}).c_str());
}

}  // namespace mpaspor::http
