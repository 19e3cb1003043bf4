#include "bin/mpaspor-outside/workers.hpp"

#include <stop_token>
#include <utility>

namespace mpaspor::outside_program {

Workers::Workers(std::size_t threads) {
    for (std::size_t i = 0; i < threads; ++i) {
        threads_.emplace_back([this](std::stop_token const& stop) { work(stop); });
    }
}

Workers::~Workers() {
    for (auto& thread : threads_) thread.request_stop();
    threads_.clear();
}

Workers::Taken Workers::add(std::chrono::milliseconds delay, Task task) {
    {
        std::lock_guard const guard{lock_};
        if (waiting_.size() >= kWaitingMax) return Taken::no;
        waiting_.emplace(std::chrono::steady_clock::now() + delay, std::move(task));
    }
    changed_.notify_all();
    return Taken::yes;
}

void Workers::work(std::stop_token const& stop) {
    std::unique_lock guard{lock_};
    while (!stop.stop_requested()) {
        if (waiting_.empty()) {
            changed_.wait(guard, stop, [this] { return !waiting_.empty(); });
            continue;
        }
        auto const due = waiting_.begin()->first;
        if (due > std::chrono::steady_clock::now()) {
            // Until then, or something earlier comes.
            changed_.wait_until(guard, stop, due,
                                [&] { return waiting_.empty() || waiting_.begin()->first < due; });
            continue;
        }
        auto task = std::move(waiting_.begin()->second);
        waiting_.erase(waiting_.begin());
        guard.unlock();
        task();
        guard.lock();
    }
}

}  // namespace mpaspor::outside_program
