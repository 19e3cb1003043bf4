#include "http/server.hpp"

#include "http/connection.hpp"
#include "http/response_text.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <exception>
#include <string_view>
#include <thread>

namespace mpaspor::http {
namespace {

using Acceptor = asio::basic_socket_acceptor<Protocol>;
using Tcp = asio::ip::tcp;
using Local = asio::local::stream_protocol;

/// One sweep over all deadlines of a loop costs less than a timer per operation.
constexpr std::chrono::milliseconds kSweep{250};
/// Connections beyond the limit that are being told so; still more are closed in silence.
constexpr std::size_t kToldBusyMax = 256;
constexpr int kBacklog = 4096;

/// "" when the connection is gone already.
std::string peer_of(Socket const& socket) {
    Failure failure;
    auto const end = socket.remote_endpoint(failure);
    if (failure) return {};
    if (end.protocol().family() == AF_UNIX) return "unix";
    Tcp::endpoint address;
    if (end.size() > address.capacity()) return {};
    std::memcpy(address.data(), end.data(), end.size());
    return address.address().to_string();
}

Result<Tcp::endpoint> parse_address(std::string_view text) {
    auto const colon = text.rfind(':');
    if (colon == std::string_view::npos) return fail(Code::bad_configuration, "no port");
    auto host = text.substr(0, colon);
    auto const digits = text.substr(colon + 1);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    std::uint16_t port = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    Failure failure;
    auto const address = asio::ip::make_address(std::string{host}, failure);
    if (failure || digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) {
        return fail(Code::bad_configuration, "not an address and a port");
    }
    return Tcp::endpoint{address, port};
}

/// A socket that a server left behind when it was killed.
void remove_stale(std::string const& path) {
    struct stat found{};
    if (::stat(path.c_str(), &found) != 0 || !S_ISSOCK(found.st_mode)) return;
    asio::io_context context;
    Local::socket probe{context};
    Failure failure;
    probe.connect(Local::endpoint{path}, failure);
    if (failure == asio::error::connection_refused) ::unlink(path.c_str());
}

class BeastServer final : public Server {
public:
    BeastServer(Limits const& limits, Callbacks callbacks, app::Clock const& clock)
        : common_(std::make_shared<Common>(limits, std::move(callbacks), clock)) {
        for (std::size_t i = 0; i < std::max<std::size_t>(limits.threads, 1); ++i) {
            loops_.push_back(std::make_shared<Loop>(common_));
        }
    }
    ~BeastServer() override { remove_path(); }
    BeastServer(BeastServer const&) = delete;
    BeastServer& operator=(BeastServer const&) = delete;

    Result<void> open(std::string const& address);

    std::uint16_t port() const override { return port_; }
    void run() override;
    void stop(std::chrono::milliseconds grace) override;
    std::size_t connections() const override { return common_->open; }
    void post(std::move_only_function<void()> work) override {
        asio::post(loops_.front()->context, std::move(work));
    }

private:
    void bind(Protocol::endpoint const& endpoint);
    void accept();
    void on_accepted(Failure failure, Socket socket, Loop& loop);
    void remove_path();

    std::shared_ptr<Common> common_;            ///< Shared with the loops and their connections.
    std::vector<std::shared_ptr<Loop>> loops_;  ///< Shared with nobody for longer than a call.
    std::optional<Acceptor> acceptor_ = std::nullopt;  ///< On the first loop.
    std::uint16_t port_ = 0;
    std::string path_ = {};  ///< Of a Unix socket that is ours to remove.
    std::size_t next_ = 0;
    bool accepting_ = false;
};

Result<void> BeastServer::open(std::string const& address) {
    try {
        if (address.starts_with('/')) {
            remove_stale(address);
            bind(Local::endpoint{address});
            path_ = address;
            // Nobody can connect before listen().
            if (::chmod(address.c_str(), S_IRUSR | S_IWUSR) != 0) {
                return fail(Code::bad_configuration, "chmod");
            }
        } else {
            auto const endpoint = TRY(parse_address(address));
            bind(endpoint);
        }
        acceptor_->listen(kBacklog);
        auto const end = acceptor_->local_endpoint();
        if (path_.empty()) {
            Tcp::endpoint tcp;
            std::memcpy(tcp.data(), end.data(), end.size());
            port_ = tcp.port();
        }
    } catch (boost::system::system_error const& error) {
        return fail(Code::bad_configuration, error.code().message());
    }
    return {};
}

void BeastServer::bind(Protocol::endpoint const& endpoint) {
    acceptor_.emplace(loops_.front()->context);
    acceptor_->open(endpoint.protocol());
    acceptor_->set_option(asio::socket_base::reuse_address{true});
    acceptor_->bind(endpoint);
}

void BeastServer::run() {
    loops_.front()->on_sweep = [this] {
        if (!accepting_) accept();
    };
    asio::post(loops_.front()->context, [this] { accept(); });
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < loops_.size(); ++i) {
        others.emplace_back([loop = loops_[i].get()] { loop->run(); });
    }
    loops_.front()->run();
}

void BeastServer::stop(std::chrono::milliseconds grace) {
    for (auto const& loop : loops_) {
        asio::post(loop->context, [this, loop = loop.get(), grace] {
            if (loop == loops_.front().get()) {
                Failure ignored;  // It is not used again.
                acceptor_->close(ignored);
                remove_path();
            }
            loop->begin_stop(grace);
        });
    }
}

/// Connections are dealt to the loops in turn.
void BeastServer::accept() {
    accepting_ = acceptor_->is_open();
    if (!accepting_) return;
    Loop& loop = *loops_[next_++ % loops_.size()];
    acceptor_->async_accept(loop.context, [this, &loop](Failure failure, Socket socket) {
        on_accepted(failure, std::move(socket), loop);
    });
}

void BeastServer::on_accepted(Failure failure, Socket socket, Loop& loop) {
    if (failure) {
        accepting_ = false;  // Out of descriptors, most likely: the next sweep tries again.
        return;
    }
    auto const open = common_->open.load();
    auto peer = peer_of(socket);
    if (open < common_->limits.connections_max + kToldBusyMax && !peer.empty()) {
        Failure ignored;  // Small answers leave at once; a Unix socket has no such option.
        if (path_.empty()) socket.set_option(Tcp::no_delay{true}, ignored);
        asio::dispatch(loop.context, [&loop, busy = open >= common_->limits.connections_max,
                                      socket = std::move(socket), peer = std::move(peer),
                                      counted = Counted{common_}]() mutable {
            auto const connection = std::make_shared<Connection>(
                loop, std::move(socket), std::move(peer), std::move(counted));
            loop.add(connection);
            busy ? connection->refuse(Code::busy) : connection->start();
        });
    }
    accept();
}

void BeastServer::remove_path() {
    if (!path_.empty()) ::unlink(std::exchange(path_, {}).c_str());
}

}  // namespace

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

void Loop::add(std::shared_ptr<Connection> connection) {
    connection->place = connections_.size();
    connections_.push_back(std::move(connection));
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
    on_sweep();
}

std::string_view Loop::date() {
    auto const second = std::chrono::floor<std::chrono::seconds>(common->clock.now());
    if (second != date_at_ || date_.empty()) {
        date_at_ = second;
        date_ = http_date(second);
    }
    return date_;
}

Result<std::unique_ptr<Server>> Server::listen(std::string const& address, Limits limits,
                                               Callbacks callbacks, app::Clock const& clock) {
    auto server = std::make_unique<BeastServer>(limits, std::move(callbacks), clock);
    TRY(server->open(address));
    return server;
}

}  // namespace mpaspor::http
