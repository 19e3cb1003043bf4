#include "tests/http/raw_client.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace mpaspor::testing {
namespace {

constexpr timeval kPatience{.tv_sec = 10, .tv_usec = 0};

int connected(int family, sockaddr const* address, socklen_t size) {
    int const socket = ::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    REQUIRE(socket >= 0);
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
    REQUIRE(::connect(socket, address, size) == 0);
    return socket;
}

}  // namespace

std::string RawClient::Answer::field(std::string_view name) const {
    auto const start = head.find("\r\n" + std::string{name} + ": ");
    if (start == std::string::npos) return {};
    auto const value = start + name.size() + 4;
    return head.substr(value, head.find("\r\n", value) - value);
}

RawClient::RawClient(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socket_ = connected(AF_INET, reinterpret_cast<sockaddr const*>(&address), sizeof address);
    int const one = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

RawClient::RawClient(std::string const& unix_path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    REQUIRE(unix_path.size() < sizeof address.sun_path);
    std::memcpy(address.sun_path, unix_path.data(), unix_path.size());
    socket_ = connected(AF_UNIX, reinterpret_cast<sockaddr const*>(&address), sizeof address);
}

RawClient::~RawClient() {
    if (socket_ >= 0) ::close(socket_);
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), received_(std::move(other.received_)) {}

bool RawClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void RawClient::finish_sending() {
    ::shutdown(socket_, SHUT_WR);
}

RawClient::Answer RawClient::answer(std::string_view method) {
    while (!received_.contains("\r\n\r\n")) {
        if (!receive()) return {};
    }
    Answer answer;
    auto const head_size = received_.find("\r\n\r\n") + 4;
    answer.head = received_.substr(0, head_size);
    received_.erase(0, head_size);
    answer.status = std::atoi(answer.head.c_str() + std::strlen("HTTP/1.1 "));
    if (method == "HEAD") return answer;
    auto const body_size =
        static_cast<std::size_t>(std::atoll(answer.field("Content-Length").c_str()));
    while (received_.size() < body_size) {
        if (!receive()) return {};
    }
    answer.body = received_.substr(0, body_size);
    received_.erase(0, body_size);
    return answer;
}

bool RawClient::has_received() const {
    char byte = 0;
    return ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0;
}

bool RawClient::ends() {
    return received_.empty() && !receive() && received_.empty();
}

bool RawClient::receive() {
    std::array<char, 65536> bytes{};
    auto const count = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (count <= 0) return false;
    received_.append(bytes.data(), static_cast<std::size_t>(count));
    return true;
}

TestServer::TestServer(Options options) {
    http::Server::Callbacks callbacks{
        .admit = options.admit ? std::move(options.admit)
                               : [](http::Head const&) {
                                     return http::Admission{.body_max = 1024 * 1024};
                                 },
        .handle = options.handle ? std::move(options.handle)
                                 : [](http::Request request, http::Respond respond) {
                                       respond({.body = request.method + " " + request.path + "?" +
                                                        request.query + " " + request.body});
                                   },
        .refuse =
            [](Code code) {
                auto const& known = info(code);
                int status = 400;
                if (known.category == Category::timeout) status = 408;
                if (known.category == Category::too_large) status = 413;
                if (known.category == Category::target_too_long) status = 414;
                if (known.category == Category::headers_too_large) status = 431;
                if (known.category == Category::fault) status = 500;
                if (known.category == Category::unavailable) status = 503;
                return http::Response{.status = status, .body = std::string{known.name}};
            }};
    auto server =
        http::Server::listen(options.address, options.limits, std::move(callbacks), clock_);
    REQUIRE(server);
    server_ = *std::move(server);
    thread_ = std::thread{[this] { server_->run(); }};
}

TestServer::~TestServer() {
    server_->stop(std::chrono::milliseconds{0});
    if (thread_.joinable()) thread_.join();
}

std::string get(std::string_view path, std::string_view fields) {
    return "GET " + std::string{path} + " HTTP/1.1\r\nHost: a\r\n" + std::string{fields} + "\r\n";
}

std::string post(std::string_view path, std::string_view body, std::string_view fields) {
    return "POST " + std::string{path} +
           " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           std::string{fields} + "\r\n" + std::string{body};
}

}  // namespace mpaspor::testing
