#pragma once

#include "gateways/clock.hpp"
#include "http/server.hpp"
#include "outside/faults.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace mpaspor::contract {

/// A real HTTP server on loopback before one of the simulated outside systems. Answers that are to
/// come late never come, so that a test of a time limit does not depend on its own speed.
class Loopback {
public:
    using Handler = std::function<outside::Reply(http::Request const&)>;

    explicit Loopback(Handler handler);
    Loopback(Loopback const&) = delete;
    Loopback& operator=(Loopback const&) = delete;
    ~Loopback();

    std::string origin() const;

    /// Runs `change` while no request is being answered.
    void between_requests(std::function<void()> const& change);

private:
    void answer(http::Request request, http::Respond respond);

    Handler handler_;
    gateways::SystemClock clock_{};
    std::mutex answering_{};             ///< Guards what handler_ touches, and kept_.
    std::vector<http::Respond> kept_{};  ///< Of those that were never answered.
    std::unique_ptr<http::Server> server_;
    std::jthread thread_;
};

}  // namespace mpaspor::contract
