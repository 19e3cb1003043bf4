#pragma once
/// A client that sends whatever bytes it is told to, and a server to send them to.

#include "app/ports/clock.hpp"
#include "http/server.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace mpaspor::testing {

/// Waits at most 10 s for anything, then acts as if the connection had ended.
class RawClient {
public:
    struct Answer {
        int status = 0;  ///< 0: the connection ended without an answer.
        std::string head = {};
        std::string body = {};

        /// Of the first such field, or "". The name as the server writes it.
        std::string field(std::string_view name) const;
    };

    explicit RawClient(std::uint16_t port);
    explicit RawClient(std::string const& unix_path);
    ~RawClient();
    RawClient(RawClient&& other) noexcept;
    RawClient& operator=(RawClient&&) = delete;

    /// False when the server has closed meanwhile.
    bool send(std::string_view bytes);
    void finish_sending();
    /// To a HEAD request the answer has no body, whatever its header says.
    Answer answer(std::string_view method = "GET");
    Answer ask(std::string_view bytes) {
        send(bytes);
        return answer();
    }
    /// True when there is something to read at once.
    bool has_received() const;
    /// True when the server closes, or has closed, without another byte.
    bool ends();

private:
    bool receive();

    int socket_;
    std::string received_ = {};
};

struct TestClock final : app::Clock {
    Instant now() const override { return at; }
    Instant at = std::chrono::sys_days{std::chrono::year{2026} / 9 / 14} + std::chrono::hours{3};
};

/// On its own thread, answering each request with "METHOD path?query body" unless told otherwise.
class TestServer {
public:
    struct Options {
        http::Server::Limits limits = {};
        http::Server::Admit admit = nullptr;
        http::Server::Handle handle = nullptr;
        std::string address = "127.0.0.1:0";
    };

    TestServer() : TestServer(Options{}) {}
    explicit TestServer(Options options);
    ~TestServer();
    TestServer(TestServer const&) = delete;
    TestServer& operator=(TestServer const&) = delete;

    http::Server& operator*() { return *server_; }
    http::Server* operator->() { return server_.get(); }
    RawClient connect() { return RawClient{server_->port()}; }
    /// Until run() has returned.
    void join() { thread_.join(); }

private:
    TestClock clock_;
    std::unique_ptr<http::Server> server_;
    std::thread thread_;
};

/// "GET /path", complete, with whatever other fields ("Name: value\r\n").
std::string get(std::string_view path, std::string_view fields = "");
std::string post(std::string_view path, std::string_view body, std::string_view fields = "");

}  // namespace mpaspor::testing
