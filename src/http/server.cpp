#include "http/server.hpp"

#include "http/event_loop.hpp"
#include "http/listener.hpp"

#include <algorithm>
#include <thread>
#include <vector>

namespace mpaspor::http {
namespace {

/// Connections beyond the limit that are being told so; still more are closed in silence.
constexpr std::size_t kToldBusyMax = 256;
/// Accepted in one go, so that a rush of new connections does not starve the others.
constexpr int kAcceptedMax = 64;

class BeastServer final : public Server {
public:
    BeastServer(Listener listener, Limits const& limits, Callbacks callbacks,
                app::Clock const& clock)
        : listener_(std::move(listener)),
          port_(listener_.port()),
          common_(std::make_shared<Common>(limits, std::move(callbacks), clock)) {
        for (std::size_t i = 0; i < std::max<std::size_t>(limits.threads, 1); ++i) {
            loops_.push_back(EventLoop::make(common_));
        }
    }

    std::uint16_t port() const override { return port_; }
    void run() override;
    void stop(std::chrono::milliseconds grace) override;
    std::size_t connections() const override { return common_->open; }
    void post(std::move_only_function<void()> work) override {
        loops_.front()->post(std::move(work));
    }

private:
    EventLoop::Again accept();
    void deal(Listener::Arrival arrival);

    Listener listener_;
    std::uint16_t port_;
    std::shared_ptr<Common> common_;  ///< Shared with the loops and their connections.
    /// Shared with an answer for as long as it is given. The first one accepts.
    std::vector<std::shared_ptr<EventLoop>> loops_ = {};
    std::size_t next_ = 0;
};

void BeastServer::run() {
    loops_.front()->watch(listener_.descriptor(), [this] { return accept(); });
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < loops_.size(); ++i) {
        others.emplace_back([loop = loops_[i].get()] { loop->run(); });
    }
    loops_.front()->run();
}

void BeastServer::stop(std::chrono::milliseconds grace) {
    for (auto const& loop : loops_) {
        loop->post([this, loop = loop.get(), grace] {
            loop->begin_stop(grace);
            if (loop == loops_.front().get()) listener_.close();
        });
    }
}

EventLoop::Again BeastServer::accept() {
    for (int i = 0; i < kAcceptedMax; ++i) {
        auto arrival = listener_.accept();
        if (!arrival) return EventLoop::Again::after_a_sweep;
        auto& next = *arrival;
        if (!next) break;
        deal(*std::move(next));
    }
    return EventLoop::Again::at_once;
}

/// To the loops in turn.
void BeastServer::deal(Listener::Arrival arrival) {
    auto const open = common_->open.load();
    if (open >= common_->limits.connections_max + kToldBusyMax) return;
    loops_[next_++ % loops_.size()]->serve({.socket = std::move(arrival.socket),
                                            .peer = std::move(arrival.peer),
                                            .counted = Counted{common_},
                                            .busy = open >= common_->limits.connections_max});
}

}  // namespace

Result<std::unique_ptr<Server>> Server::listen(std::string const& address, Limits limits,
                                               Callbacks callbacks, app::Clock const& clock) {
    auto listener = TRY(Listener::open(address));
    return std::make_unique<BeastServer>(std::move(listener), limits, std::move(callbacks), clock);
}

}  // namespace mpaspor::http
