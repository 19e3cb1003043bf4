#include "http/event_loop.hpp"

#include "http/framing.hpp"
#include "http/response_text.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

namespace mpaspor::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Failure = boost::system::error_code;
using Protocol = asio::generic::stream_protocol;  // TCP and Unix sockets alike.
using Socket = Protocol::socket;
using Parser = beast::http::request_parser<beast::http::string_body>;
using SteadyTime = std::chrono::steady_clock::time_point;

/// How long, after the last answer, what the client still sends is read and dropped. Closing at
/// once would reset the connection, and the client would lose the answer.
constexpr std::chrono::milliseconds kLinger{2000};
/// One sweep over all deadlines of a loop costs less than a timer per operation.
constexpr std::chrono::milliseconds kSweep{250};

constexpr std::size_t kSmallRead = std::size_t{4} * 1024;
/// For bodies above kLargeBody: a larger buffer for all would cost memory, a smaller one for large
/// bodies eight times the CPU.
constexpr std::size_t kLargeRead = std::size_t{64} * 1024;
constexpr std::size_t kLargeBody = std::size_t{16} * 1024;

constexpr std::string_view kLastChunk = "0\r\n\r\n";
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

class Connection;

/// Everything but `context` is touched on the loop's thread only.
class Loop final : public EventLoop, public std::enable_shared_from_this<Loop> {
public:
    explicit Loop(std::shared_ptr<Common> with) : common(std::move(with)) {}

    void run() override;
    void post(std::move_only_function<void()> work) override {
        asio::post(context, std::move(work));
    }
    void serve(Accepted accepted) override;
    void watch(int descriptor, std::function<Again()> readable) override;
    void begin_stop(std::chrono::milliseconds grace) override;

    void remove(Connection const& connection);
    bool stopping() const { return stop_at_.has_value(); }
    /// Now, as a Date field says it.
    std::string_view date();

    std::shared_ptr<Common> const common;  ///< Shared with server and connections.
    asio::io_context context{1};

private:
    void wait_for_watched();
    void schedule_sweep();
    void sweep();
    void finish_when_drained();

    /// Shared with the handlers of operations under way.
    std::vector<std::shared_ptr<Connection>> connections_ = {};
    asio::steady_timer timer_{context};
    asio::posix::stream_descriptor watched_{context};
    std::function<Again()> readable_ = nullptr;
    bool watch_after_sweep_ = false;
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

/// What a handler holds of its request. Outlives server and connection without harm.
class Answer {
public:
    Answer(std::weak_ptr<Loop> loop, std::weak_ptr<Connection> connection)
        : loop_(std::move(loop)), connection_(std::move(connection)) {}
    Answer(Answer&&) = default;
    Answer& operator=(Answer&&) = delete;
    ~Answer() {
        try {
            auto const loop = loop_.lock();
            if (loop) dispatch(*loop, [](Connection& connection) { connection.abandon(); });
        } catch (std::exception const&) {
            return;  // No memory left to say so: the client runs into its own time limit.
        }
    }

    void operator()(Response response) {
        auto const loop = std::exchange(loop_, {}).lock();
        if (!loop) return;
        dispatch(*loop, [response = std::move(response)](Connection& connection) mutable {
            connection.answer(std::move(response));
        });
    }

private:
    /// Only on its own loop is the connection looked for: nowhere else may it be destroyed.
    template <typename Do>
    void dispatch(Loop& loop, Do action) {
        asio::dispatch(loop.context,
                       [connection = connection_, action = std::move(action)]() mutable {
                           if (auto const open = connection.lock()) action(*open);
                       });
    }

    std::weak_ptr<Loop> loop_;  ///< Gone once answered.
    std::weak_ptr<Connection> connection_;
};

void Connection::enter(State state, std::chrono::milliseconds time_max) {
    state_ = state;
    deadline_ = std::chrono::steady_clock::now() + time_max;
    ++turn_;
}

/// An idle connection holds no buffer: it waits for the socket to become readable.
void Connection::wait_for_request() {
    scan_ = {};
    head_only_ = false;
    if (buffer_.size() > 0) {
        enter(State::header, limits().header_time_max);
        return on_header_bytes();
    }
    buffer_.clear();
    buffer_.shrink_to_fit();
    enter(State::idle, limits().idle_time_max);
    socket_.async_wait(Socket::wait_read,
                       [self = shared_from_this(), turn = turn_](Failure failure) {
                           if (turn != self->turn_) return;
                           if (failure) return self->close();
                           self->enter(State::header, self->limits().header_time_max);
                           self->read(kSmallRead);
                       });
}

void Connection::read(std::size_t bytes) {
    socket_.async_read_some(buffer_.prepare(bytes), [self = shared_from_this(), turn = turn_](
                                                        Failure failure, std::size_t count) {
        if (turn == self->turn_) self->on_read(failure, count);
    });
}

void Connection::on_read(Failure failure, std::size_t bytes) {
    if (failure) return close();
    buffer_.commit(bytes);
    if (state_ == State::header) return on_header_bytes();
    if (state_ == State::body) return on_body_bytes();
    dropped_ += bytes;
    buffer_.clear();
    if (dropped_ > limits().body_bytes_max) return close();
    read(kSmallRead);
}

void Connection::on_header_bytes() {
    std::string_view const bytes{static_cast<char const*>(buffer_.data().data()), buffer_.size()};
    auto const verdict = scan_.go_on(bytes.substr(0, limits().header_bytes_max));
    switch (verdict) {
        case HeaderScan::Verdict::malformed: return refuse(Code::malformed_request);
        case HeaderScan::Verdict::complete: return on_header(scan_.size());
        case HeaderScan::Verdict::incomplete: break;
    }
    if (bytes.size() >= limits().header_bytes_max) {
        return refuse(scan_.in_first_line() ? Code::target_too_long : Code::headers_too_large);
    }
    read(std::min(kSmallRead, limits().header_bytes_max - bytes.size()));
}

void Connection::on_header(std::size_t size) {
    auto head = parse_head(size);
    if (!head) return refuse(head.error().code);
    auto framing = framing_of(head->headers, parser_->get().version() == 11 ? 1 : 0);
    if (!framing) return refuse(framing.error().code);
    framing_ = *framing;
    head_only_ = head->method == "HEAD";
    admit(*std::move(head));
}

/// Errors: malformed_request, target_too_long, body_too_large (for any route).
Result<Head> Connection::parse_head(std::size_t size) {
    parser_ = std::make_unique<Parser>();
    parser_->header_limit(static_cast<std::uint32_t>(limits().header_bytes_max));
    parser_->body_limit(limits().body_bytes_max);  // The route's is not known yet.
    Failure failure;
    auto const used = parser_->put(asio::buffer(buffer_.data(), size), failure);
    if (failure == beast::http::error::body_limit) return fail(Code::body_too_large);
    if (failure || used != size || !parser_->is_header_done()) return fail(Code::malformed_request);
    buffer_.consume(size);

    auto const& message = parser_->get();
    std::string_view const target{message.target().data(), message.target().size()};
    if (target.size() > limits().target_bytes_max) return fail(Code::target_too_long);
    if (!is_origin_form(target)) return fail(Code::malformed_request);
    auto const path_size = std::min(target.find('?'), target.size());
    Head head{.method = std::string{message.method_string()},
              .path = std::string{target.substr(0, path_size)},
              .query = std::string{target.substr(std::min(path_size + 1, target.size()))},
              .headers = {},
              .peer = peer_};
    for (auto const& header : message) {
        std::string name{header.name_string()};
        std::ranges::transform(name, name.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        head.headers.emplace_back(std::move(name), std::string{header.value()});
    }
    return head;
}

void Connection::admit(Head head) {
    Admission admission;
    try {
        admission = loop_.common->callbacks.admit(head);
    } catch (std::exception const&) {
        return refuse(Code::internal);
    }
    if (admission.refusal) {
        // Without a body there is nothing left to read, and the connection is as good as before.
        keep_ = framing_.keep_alive && !framing_.has_body();
        return write(*std::move(admission.refusal));
    }
    auto const body_max = std::min(admission.body_max, limits().body_bytes_max);
    if (framing_.content_length.value_or(0) > body_max) return refuse(Code::body_too_large);
    begin_body(std::move(head), body_max);
}

void Connection::begin_body(Head head, std::size_t body_max) {
    request_ = std::make_unique<Request>();
    static_cast<Head&>(*request_) = std::move(head);
    request_->arrived = loop_.common->clock.now();
    if (!framing_.has_body()) return handle();

    parser_->body_limit(body_max);
    parser_->eager(true);
    enter(State::body, limits().body_time_max);
    if (!framing_.expects_continue || buffer_.size() > 0) return on_body_bytes();
    asio::async_write(socket_, asio::buffer(kContinue),
                      [self = shared_from_this(), turn = turn_](Failure failure, std::size_t) {
                          if (turn != self->turn_) return;
                          if (failure) return self->close();
                          self->on_body_bytes();
                      });
}

void Connection::on_body_bytes() {
    // Given less than the shortest end of a chunked body, this parser's assertions fail.
    std::size_t const least = framing_.chunked ? kLastChunk.size() : 1;
    while (buffer_.size() >= least && !parser_->is_done()) {
        Failure failure;
        auto const used = parser_->put(buffer_.cdata(), failure);
        buffer_.consume(used);
        if (failure == beast::http::error::body_limit) return refuse(Code::body_too_large);
        if (failure && failure != beast::http::error::need_more) {
            return refuse(Code::malformed_request);
        }
        if (used == 0) break;
    }
    if (parser_->is_done()) {
        request_->body = std::move(parser_->get().body());
        return handle();
    }
    // What the parser left is a chunk's first line or the trailer, which are no longer than
    // headers.
    if (buffer_.size() >= limits().header_bytes_max) return refuse(Code::malformed_request);
    read(framing_.content_length.value_or(0) > kLargeBody ? kLargeRead : kSmallRead);
}

void Connection::handle() {
    state_ = State::handling;
    deadline_ = SteadyTime::max();  // The handler's queues have their own limits.
    ++turn_;
    keep_ = framing_.keep_alive;
    parser_.reset();
    if (buffer_.size() == 0) buffer_.shrink_to_fit();
    auto const request = std::exchange(request_, nullptr);
    try {
        loop_.common->callbacks.handle(std::move(*request),
                                       Answer{loop_.weak_from_this(), weak_from_this()});
    } catch (std::exception const&) {
        if (state_ == State::handling) refuse(Code::internal);
    }
}

/// A handler's fault must not leave its client waiting.
void Connection::answer(Response response) {
    if (state_ != State::handling) return;
    try {
        write(std::move(response));
    } catch (std::exception const&) {
        refuse(Code::internal);
    }
}

void Connection::abandon() {
    if (state_ == State::handling) refuse(Code::internal);
}

void Connection::refuse(Code code) {
    keep_ = false;
    write(loop_.common->callbacks.refuse(code));
}

void Connection::write(Response response) {
    if (loop_.stopping()) keep_ = false;
    head_text_ = head_text(response, keep_ ? Afterwards::keep : Afterwards::close, loop_.date());
    body_text_ =
        has_body(response.status) && !head_only_ ? std::move(response.body) : std::string{};
    parser_.reset();
    request_.reset();

    enter(State::writing, limits().write_time_max);
    Failure ignored;  // A read that the deadline interrupts; there may be none.
    std::ignore = socket_.cancel(ignored);
    std::array<asio::const_buffer, 2> const buffers{asio::buffer(head_text_),
                                                    asio::buffer(body_text_)};
    asio::async_write(socket_, buffers,
                      [self = shared_from_this(), turn = turn_](Failure failure, std::size_t) {
                          if (turn == self->turn_) self->on_written(failure);
                      });
}

void Connection::on_written(Failure failure) {
    head_text_ = {};
    body_text_ = {};
    if (failure) return close();
    if (!keep_ || loop_.stopping()) return linger();
    wait_for_request();
}

void Connection::linger() {
    Failure failure;
    std::ignore = socket_.shutdown(Socket::shutdown_send, failure);
    if (failure) return close();
    enter(State::lingering, kLinger);
    buffer_.clear();
    read(kSmallRead);
}

void Connection::sweep(SteadyTime now) {
    if (now < deadline_) return;
    if (state_ == State::header || state_ == State::body) return refuse(Code::request_timeout);
    close();
}

void Connection::close_if_idle() {
    if (state_ == State::idle) close();
}

void Connection::close() {
    if (state_ == State::closed) return;
    auto const self = shared_from_this();  // The loop's may be the last.
    enter(State::closed, {});
    Failure ignored;  // There is nothing more to be done with it.
    std::ignore = socket_.close(ignored);
    loop_.remove(*this);
}

void Loop::run() {
    schedule_sweep();
    while (true) {
        try {
            context.run();
            return;
        } catch (std::exception const&) {
            // Out of memory, most likely: the connection that met it is closed by its deadline.
            continue;
        }
    }
}

void Loop::serve(Accepted accepted) {
    asio::dispatch(context, [this, accepted = std::move(accepted)]() mutable {
        // The family matters to nobody any more.
        Socket socket{context, Protocol{AF_UNSPEC, SOCK_STREAM}, accepted.socket.release()};
        auto connection = std::make_shared<Connection>(
            *this, std::move(socket), std::move(accepted.peer), std::move(accepted.counted));
        connection->place = connections_.size();
        connections_.push_back(connection);
        accepted.busy ? connection->refuse(Code::busy) : connection->start();
    });
}

void Loop::watch(int descriptor, std::function<Again()> readable) {
    readable_ = std::move(readable);
    asio::post(context, [this, descriptor] {
        watched_.assign(descriptor);
        wait_for_watched();
    });
}

void Loop::wait_for_watched() {
    watch_after_sweep_ = false;
    if (stopping()) return;
    watched_.async_wait(asio::posix::stream_descriptor::wait_read, [this](Failure failure) {
        if (failure || stopping()) return;
        auto const again = readable_();
        if (again == Again::at_once) wait_for_watched();
        watch_after_sweep_ = again == Again::after_a_sweep;
    });
}

void Loop::remove(Connection const& connection) {
    auto const place = connection.place;
    connections_.back()->place = place;
    std::swap(connections_[place], connections_.back());
    connections_.pop_back();
    finish_when_drained();
}

void Loop::begin_stop(std::chrono::milliseconds grace) {
    stop_at_ = std::chrono::steady_clock::now() + grace;
    if (watched_.is_open()) watched_.release();
    for (std::size_t i = connections_.size(); i-- > 0;) connections_[i]->close_if_idle();
    finish_when_drained();
}

void Loop::finish_when_drained() {
    if (!stopping() || !connections_.empty()) return;
    guard_.reset();
    timer_.cancel();
}

void Loop::schedule_sweep() {
    timer_.expires_after(kSweep);
    timer_.async_wait([this](Failure failure) {
        if (!failure) sweep();
    });
}

/// From the back: a connection that closes is replaced by one that was seen.
void Loop::sweep() {
    schedule_sweep();
    auto const now = std::chrono::steady_clock::now();
    bool const all = stop_at_ && now >= *stop_at_;
    for (std::size_t i = connections_.size(); i-- > 0;) {
        auto const connection = connections_[i];
        all ? connection->close() : connection->sweep(now);
    }
    if (watch_after_sweep_) wait_for_watched();
}

std::string_view Loop::date() {
    auto const second = std::chrono::floor<std::chrono::seconds>(common->clock.now());
    if (second != date_at_ || date_.empty()) {
        date_at_ = second;
        date_ = http_date(second);
    }
    return date_;
}

}  // namespace

std::shared_ptr<EventLoop> EventLoop::make(std::shared_ptr<Common> common) {
    return std::make_shared<Loop>(std::move(common));
}

}  // namespace mpaspor::http
