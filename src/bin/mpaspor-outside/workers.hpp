#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace mpaspor::outside_program {

/// A few threads for work that blocks or comes later, so that event loops do neither.
class Workers {
public:
    using Task = std::move_only_function<void()>;
    static constexpr std::size_t kWaitingMax = 20'000;

    enum class Taken : bool { no, yes };

    explicit Workers(std::size_t threads);
    Workers(Workers const&) = delete;
    Workers& operator=(Workers const&) = delete;
    /// Tasks that did not begin are dropped.
    ~Workers();

    /// Runs `task` once, not before `delay` has passed. Any thread. Taken::no when too many wait.
    Taken add(std::chrono::milliseconds delay, Task task);

private:
    using Time = std::chrono::steady_clock::time_point;
    void work(std::stop_token const& stop);

    std::mutex lock_;
    std::condition_variable_any changed_;
    std::multimap<Time, Task> waiting_;  ///< Guarded by lock_.
    std::vector<std::jthread> threads_;
};

}  // namespace mpaspor::outside_program
