#pragma once

#include "base/error.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace mpaspor::app {

/// A few threads for work that may block, so that no event loop does: reads of the database, keys,
/// blobs, questions to outside systems. One pool per kind, so that none starves another
/// (bulkheads).
class Pool {
public:
    /// Given the number of the thread it runs on, from 0. Does not throw.
    using Work = std::move_only_function<void(std::size_t thread)>;

    Pool(std::size_t threads, std::size_t waiting_max);
    Pool(Pool const&) = delete;
    Pool& operator=(Pool const&) = delete;
    ~Pool();  ///< Finishes what waits.

    /// Any thread. Errors: busy (as much waits as may), shutting_down; then `work` is dropped.
    Result<void> submit(Work work);
    /// Takes nothing new and finishes what waits. May be called again.
    void stop();

    std::size_t waiting() const;
    std::size_t threads() const { return count_; }

private:
    void run(std::size_t thread);

    std::size_t count_, waiting_max_;
    mutable std::mutex mutex_;  ///< Guards waiting_ and closed_.
    std::condition_variable arrived_;
    std::deque<Work> waiting_;
    bool closed_ = false;
    std::vector<std::jthread> threads_;
};

}  // namespace mpaspor::app
