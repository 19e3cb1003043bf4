#pragma once
/// What server.cpp and connection.cpp share. Nobody else includes it: it brings Boost.

#include "http/framing.hpp"
#include "http/message.hpp"
#include "http/server.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpaspor::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Failure = boost::system::error_code;
using Protocol = asio::generic::stream_protocol;  ///< TCP and Unix sockets alike.
using Socket = Protocol::socket;
using Parser = beast::http::request_parser<beast::http::string_body>;
using SteadyTime = std::chrono::steady_clock::time_point;

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

class Connection;

/// An event loop and its connections. Everything but `context` is touched on its thread only.
class Loop : public std::enable_shared_from_this<Loop> {
public:
    explicit Loop(std::shared_ptr<Common> with) : common(std::move(with)) {}

    /// Until it is stopped and drained.
    void run();
    void add(std::shared_ptr<Connection> connection);
    void remove(Connection const& connection);
    /// Idle connections are closed now, the others with their answer or after `grace`.
    void begin_stop(std::chrono::milliseconds grace);
    bool stopping() const { return stop_at_.has_value(); }
    /// Now, as a Date field says it.
    std::string_view date();

    std::function<void()> on_sweep = [] {};  ///< Every 250 ms.
    std::shared_ptr<Common> const common;    ///< Shared with Counted.
    asio::io_context context{1};

private:
    void schedule_sweep();
    void sweep();
    void finish_when_drained();

    /// Shared with the handlers of operations under way.
    std::vector<std::shared_ptr<Connection>> connections_ = {};
    asio::steady_timer timer_{context};
    /// Until the connections are drained: one that waits for its answer has no operation under way.
    asio::executor_work_guard<asio::io_context::executor_type> guard_{context.get_executor()};
    std::optional<SteadyTime> stop_at_ = std::nullopt;
    std::chrono::sys_seconds date_at_{};
    std::string date_ = {};
};

/// One connection: idle -> header -> body -> handling -> writing, then idle again or lingering ->
/// closed. A refusal goes from anywhere to writing.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(Loop& loop, Socket socket, std::string peer, Counted counted)
        : loop_(loop),
          socket_(std::move(socket)),
          peer_(std::move(peer)),
          counted_(std::move(counted)) {}

    void start() { wait_for_request(); }
    /// Whatever it does now ends; it is told this and closed, since nobody knows what its next
    /// bytes mean.
    void refuse(Code code);
    /// Of the request being handled, if it still waits.
    void answer(Response response);
    void abandon();
    void sweep(SteadyTime now);
    void close_if_idle();
    void close();

    std::size_t place = 0;  ///< In the loop's list.

private:
    enum class State : std::uint8_t { idle, header, body, handling, writing, lingering, closed };

    Server::Limits const& limits() const { return loop_.common->limits; }
    void enter(State state, std::chrono::milliseconds time_max);
    void wait_for_request();
    void read(std::size_t bytes);
    void on_read(Failure failure, std::size_t bytes);
    void on_header_bytes();
    void on_header(std::size_t size);
    Result<Head> parse_head(std::size_t size);
    void admit(Head head);
    void begin_body(Head head, std::size_t body_max);
    void on_body_bytes();
    void handle();
    void write(Response response);
    void on_written(Failure failure);
    void linger();

    Loop& loop_;
    Socket socket_;
    std::string const peer_;
    Counted const counted_;
    State state_ = State::idle;
    SteadyTime deadline_ = SteadyTime::max();
    std::uint64_t turn_ =
        0;  ///< Of the operation under way; the end of an earlier one is not heeded.

    beast::flat_buffer buffer_ = {};
    HeaderScan scan_ = {};
    Framing framing_ = {};
    std::unique_ptr<Parser> parser_ = nullptr;    ///< While a request is read.
    std::unique_ptr<Request> request_ = nullptr;  ///< While its body is read.
    bool head_only_ = false;
    bool keep_ = false;
    std::size_t dropped_ = 0;  ///< Bytes, while lingering.
    std::string head_text_ = {};
    std::string body_text_ = {};
};

}  // namespace mpaspor::http
