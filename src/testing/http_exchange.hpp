#pragma once
/// HTTP/1.1 as a client speaks it to our own server: answers of known length, connections kept.

#include "base/error.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mpaspor::testing {

struct HttpAnswer {
    int status = 0;
    std::string body = {};
};

/// A whole request with Host and Content-Length. `fields` are lines that end in "\r\n".
std::string http_request(std::string_view method, std::string_view path, std::string_view fields,
                         std::string_view body);

/// The first whole answer in `received`, which it is removed from; nothing while some of it is on
/// its way.
std::optional<HttpAnswer> take_answer(std::string& received);

/// What stands behind "name": in JSON of ours, a text or a number, where it first comes; "" where
/// it does not.
std::string json_member(std::string_view json, std::string_view name);

/// A kept connection that blocks, for at most 10 s a step. One thread at a time.
class HttpConnection {
public:
    /// "127.0.0.1:PORT", or the path of a Unix socket. Connects when it is first used.
    explicit HttpConnection(std::string address) : address_(std::move(address)) {}
    HttpConnection(HttpConnection&& other) noexcept;
    HttpConnection& operator=(HttpConnection&&) = delete;
    ~HttpConnection() { close(); }

    /// Errors: gateway_unavailable, after which the next call connects anew. Whether the other side
    /// heard a request that failed, nobody knows.
    Result<void> send(std::string_view request);
    Result<HttpAnswer> receive();
    Result<HttpAnswer> ask(std::string_view request);
    void close();

private:
    Result<void> connect();

    std::string address_;
    int socket_ = -1;
    std::string received_ = {};
};

/// A connected stream socket, or -1.
int connect_to(std::string const& address);

}  // namespace mpaspor::testing
