#pragma once

#include "app/executor.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

namespace mpaspor::app {

class Entropy;

/// The service's writers. SQLite has one; PostgreSQL a few, each for its share of the offices, so
/// that the rush of an office is one queue and not a convoy at its locks. That is for speed only:
/// the SQL alone keeps the promises, also when other servers write to the same database.
class Lanes {
public:
    /// Told on the lane's own thread that its disk is broken. The process should end.
    using Broken = std::function<void(Error const&)>;

    /// `hooks` are called from the threads of all lanes, so they are safe to share.
    /// `count` is at least 1; for SQLite it is 1. `clock` must outlive the lanes.
    Lanes(std::size_t count, Executor::Hooks const& hooks, Clock const& clock,
          Executor::Limits const& limits);
    Lanes(Lanes const&) = delete;
    Lanes& operator=(Lanes const&) = delete;
    ~Lanes();  ///< Stops.

    /// Runs each lane on a thread of its own. Once.
    void start(Broken broken);
    /// Lets no more work in, finishes what waits, and returns when every answer was delivered.
    /// Whoever submits afterwards is told `shutting_down`. May be called again.
    void stop();
    /// Instead of start(): runs one batch of each lane on this thread. Returns how many use cases.
    std::size_t run_batches();

    /// As Executor::submit, in the lane of `work.lane`. Safe from any thread.
    template <typename T>
    void submit(Work<T> work) {
        lane_of(work.lane).submit(std::move(work));
    }

    std::size_t count() const { return lanes_.size(); }
    std::vector<Executor::Stats> stats() const;  ///< Of each lane. Any thread.

private:
    Executor& lane_of(std::int64_t lane);

    std::vector<std::unique_ptr<Executor>> lanes_;
    std::vector<std::jthread> threads_;
};

/// A Hooks::pause that sleeps. `entropy` must outlive it.
std::function<void(std::chrono::microseconds)> sleep_at_random(Entropy& entropy);

}  // namespace mpaspor::app
