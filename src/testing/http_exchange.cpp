#include "testing/http_exchange.hpp"

#include "base/text.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace mpaspor::testing {
namespace {

constexpr std::string_view kEndOfHead = "\r\n\r\n", kLength = "\r\ncontent-length:";
constexpr timeval kPatience{.tv_sec = 10, .tv_usec = 0};
constexpr std::size_t kPiece = 16 * std::size_t{1024};

std::unexpected<Error> gone(std::string_view what) {
    return fail(Code::gateway_unavailable, std::string{what});
}

/// 0 where the head names none, as that of a 204.
std::size_t length_in(std::string_view head) {
    auto const same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
    auto const found = std::ranges::search(head, kLength, same);
    if (found.empty()) return 0;
    auto value = std::string_view{found.end(), head.end()};
    value = value.substr(0, value.find('\r'));
    while (value.starts_with(' ')) value.remove_prefix(1);
    return static_cast<std::size_t>(integer_from_text(value).value_or(0));
}

int connect_unix(std::string const& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) return -1;
    std::ranges::copy(path, std::begin(address.sun_path));
    int const socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
        return socket;
    }
    ::close(socket);
    return -1;
}

int connect_tcp(std::string_view host, std::int64_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    if (::inet_pton(AF_INET, std::string{host}.c_str(), &address.sin_addr) != 1) return -1;
    int const socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int const on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
        return socket;
    }
    ::close(socket);
    return -1;
}

}  // namespace

std::string http_request(std::string_view method, std::string_view path, std::string_view fields,
                         std::string_view body) {
    std::string text;
    text.reserve(128 + path.size() + fields.size() + body.size());
    text.append(method).append(" ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
    text.append(fields);
    if (!body.empty()) {
        text.append("Content-Type: application/json\r\nContent-Length: ")
            .append(std::to_string(body.size()))
            .append("\r\n");
    } else if (method != "GET") {
        text.append("Content-Length: 0\r\n");
    }
    return text.append("\r\n").append(body);
}

std::optional<HttpAnswer> take_answer(std::string& received) {
    constexpr std::size_t kStatusAt = 9;  // Behind "HTTP/1.1 ".
    auto const head = received.find(kEndOfHead);
    if (head == std::string::npos || head < kStatusAt + 3) return std::nullopt;
    auto const begin = head + kEndOfHead.size();
    auto const length = length_in(std::string_view{received}.substr(0, begin));
    if (received.size() < begin + length) return std::nullopt;
    auto const status = std::string_view{received}.substr(kStatusAt, 3);
    HttpAnswer answer{.status = static_cast<int>(integer_from_text(status).value_or(0)),
                      .body = received.substr(begin, length)};
    received.erase(0, begin + length);
    return answer;
}

std::string json_member(std::string_view json, std::string_view name) {
    auto const quoted = '"' + std::string{name} + "\":";
    auto at = json.find(quoted);
    if (at == std::string_view::npos) return {};
    json.remove_prefix(at + quoted.size());
    bool const text = json.starts_with('"');
    if (text) json.remove_prefix(1);
    return std::string{json.substr(0, json.find_first_of(text ? "\"" : ",}]"))};
}

int connect_to(std::string const& address) {
    auto const colon = address.rfind(':');
    if (colon == std::string::npos) return connect_unix(address);
    auto const port = integer_from_text(std::string_view{address}.substr(colon + 1));
    return port ? connect_tcp(std::string_view{address}.substr(0, colon), *port) : -1;
}

HttpConnection::HttpConnection(HttpConnection&& other) noexcept
    : address_(std::move(other.address_)),
      socket_(std::exchange(other.socket_, -1)),
      received_(std::move(other.received_)) {}

Result<void> HttpConnection::connect() {
    if (socket_ >= 0) return {};
    socket_ = connect_to(address_);
    if (socket_ < 0) return gone("connect");
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
    return {};
}

Result<void> HttpConnection::send(std::string_view request) {
    TRY(connect());
    while (!request.empty()) {
        auto const sent = ::send(socket_, request.data(), request.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            close();
            return gone("send");
        }
        request.remove_prefix(static_cast<std::size_t>(sent));
    }
    return {};
}

Result<HttpAnswer> HttpConnection::receive() {
    std::array<char, kPiece> piece{};
    for (;;) {
        if (auto answer = take_answer(received_)) return *std::move(answer);
        auto const count = ::recv(socket_, piece.data(), piece.size(), 0);
        if (count <= 0) {
            close();
            return gone("receive");
        }
        received_.append(piece.data(), static_cast<std::size_t>(count));
    }
}

Result<HttpAnswer> HttpConnection::ask(std::string_view request) {
    TRY(send(request));
    return receive();
}

void HttpConnection::close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
    received_.clear();
}

}  // namespace mpaspor::testing
