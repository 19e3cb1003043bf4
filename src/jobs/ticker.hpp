#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace mpaspor::jobs {

/// A thread that does one thing again and again with a pause in between, until it is stopped. What
/// is scheduled by the service's clock is looked up each time, so moving that clock is enough.
class Ticker {
public:
    Ticker(std::chrono::milliseconds pause, std::function<void()> work);
    Ticker(Ticker const&) = delete;
    Ticker& operator=(Ticker const&) = delete;
    ~Ticker();  ///< Waits for the work under way.

    void stop();

private:
    void run(std::stop_token const& stop);

    std::chrono::milliseconds pause_;
    std::function<void()> work_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::jthread thread_;
};

}  // namespace mpaspor::jobs
