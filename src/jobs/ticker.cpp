#include "jobs/ticker.hpp"

#include <utility>

namespace mpaspor::jobs {

Ticker::Ticker(std::chrono::milliseconds pause, std::function<void()> work)
    : pause_(pause),
      work_(std::move(work)),
      thread_([this](std::stop_token const& stop) { run(stop); }) {}

Ticker::~Ticker() {
    stop();
}

void Ticker::stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
}

void Ticker::run(std::stop_token const& stop) {
    while (!stop.stop_requested()) {
        work_();
        std::unique_lock lock{mutex_};
        wake_.wait_for(lock, stop, pause_, [] { return false; });
    }
}

}  // namespace mpaspor::jobs
