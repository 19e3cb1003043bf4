#pragma once

#include "app/ports/clock.hpp"
#include "app/queues.hpp"
#include "sql/connection.hpp"

#include <array>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <stop_token>
#include <string_view>
#include <utility>
#include <vector>

namespace mpaspor::app {

/// The writer of one lane. It runs use cases one after another, makes many of them durable with one
/// commit, and lets no answer out before that commit.
///
/// Every use case stands in its own savepoint: a refused one leaves nothing behind, and so does one
/// that throws, which is answered `internal` and raises the alarm. A failure of the database is the
/// whole batch's:
///     conflict         rolled back, and run again in halves; one that conflicts alone is tried
///                      again after a short pause, tries_max times in all, then told `busy`
///     unavailable      everybody is told; the next batch asks for a new connection
///     lost in COMMIT   everybody is told outcome_unknown, those who were refused as well: what
///                      they were refused for may be a change that did not happen
///     broken           everybody is told, and run() returns: nothing can be trusted any more
///     any other        found by halves to be one use case's doing, which is told `internal`
class Executor {
public:
    struct Limits {
        /// Of each queue; a caller who finds his full is told `busy` at once.
        std::size_t settlements_max = 2048;
        std::size_t seats_max = 4096;
        std::size_t saves_max = 2048;
        std::size_t batch_max = 512;  ///< Use cases that share a commit; PostgreSQL caps it.
        int tries_max = 5;            ///< Of one use case alone that meets conflicts.
        /// Breaks the promise above, so that a test can show that it would notice.
        /// Only for negative controls: bin refuses it in production.
        bool answer_before_commit = false;
    };
    /// A backend of PostgreSQL caches 64 subtransactions; beyond that all its readers slow down.
    static constexpr std::size_t kBatchMaxOnPostgres = 64;
    /// The longest pause before a use case is tried again alone; the first is an eighth of it.
    static constexpr std::chrono::microseconds kPauseMax{16'000};

    /// The answers of one batch, in its order: each is called once, on any thread. None throws.
    using Answers = std::vector<std::move_only_function<void()>>;

    /// What the executor needs of the world outside. All are called on the thread that runs the
    /// batches and do not throw; `connect`, `deliver` and `lock_seats` are needed.
    struct Hooks {
        /// Called when there is no connection, or no longer.
        std::function<Result<std::unique_ptr<sql::Connection>>()> connect;
        /// Takes all answers of a batch to the threads that write them out.
        std::function<void(Answers)> deliver;
        /// Locks these rows, ascending and without repetition, in one statement. PostgreSQL only.
        std::function<Result<void>(sql::Transaction&, std::span<booking::SeatKey const>)>
            lock_seats;
        /// After each durable commit and before the answers that rest on it.
        std::function<void()> committed = nullptr;
        /// A use case broke an invariant or threw: says where, and nothing about a person.
        std::function<void(std::string_view detail)> alarm = nullptr;
        /// Waits for a random part of `at_most`. Without it, tries follow at once.
        std::function<void(std::chrono::microseconds at_most)> pause = nullptr;
    };

    /// For metrics. Everything but `waiting` counts from the start.
    struct Stats {
        Queues::Counts waiting = {};
        std::uint64_t batches = 0;
        std::uint64_t works = 0;         ///< Use cases that were run and answered.
        std::uint64_t conflicts = 0;     ///< Commits that had to be tried again.
        std::uint64_t turned_away = 0;   ///< Told `busy` or `shutting_down` without being run.
        std::uint64_t lost_commits = 0;  ///< Batches whose outcome nobody knows.
        std::array<std::uint64_t, 10> sizes = {};  ///< Batches of 1, 2.., 4.., 8.. to 512 and more.
    };

    /// `clock` must outlive the executor.
    Executor(Hooks hooks, Clock const& clock, Limits limits);
    Executor(Executor const&) = delete;
    Executor& operator=(Executor const&) = delete;
    ~Executor();  ///< Whoever still waits is told `shutting_down`.

    /// Safe from any thread. The answer is called exactly once: with its batch, or on this thread
    /// and before this returns, with `busy` (its queue is full) or `shutting_down`.
    /// Errors beside the use case's own: those two, storage_unavailable, storage_broken, internal,
    /// and outcome_unknown, after which a repeat with the same idempotency key finds out.
    template <typename T>
    void submit(Work<T> work) {
        push(std::make_unique<TaskOf<T>>(std::move(work)));
    }

    /// Runs one batch of what waits now and delivers its answers. Returns how many. For whoever
    /// has no thread to spare, such as the simulation.
    std::size_t run_batch();

    /// Runs batches as work comes in. After a stop request it takes nothing new, finishes what
    /// waits and returns. Errors: storage_broken, after which the process should end.
    Result<void> run(std::stop_token const& stop);

    Stats stats() const;  ///< Any thread.

private:
    void push(TaskPtr task);
    std::vector<TaskPtr> take();
    void stop_taking();
    void close();  ///< Takes nothing any more, and tells whoever waits.
    Result<void> connect();
    static void tell(std::span<TaskPtr> tasks, Error const& error);
    void settle(std::span<TaskPtr> tasks);
    void settle_alone(std::span<TaskPtr> task);
    Result<void> try_together(std::span<TaskPtr> tasks);
    Result<void> run_together(std::span<TaskPtr> tasks);
    Result<void> lock_seats(sql::Transaction& tx, std::span<TaskPtr> tasks);
    Result<void> run_one(sql::Transaction& tx, Task& task);
    Result<void> commit(std::span<TaskPtr> tasks);
    void hand_out(std::span<TaskPtr> tasks);
    void raise_if_fault(Error const& error) const;

    Hooks const hooks_;
    Clock const& clock_;
    Limits const limits_;
    std::unique_ptr<sql::Connection> connection_;
    bool broken_ = false;
    mutable std::mutex mutex_;  ///< Guards queues_, closed_ and stats_.
    std::condition_variable arrived_;
    Queues queues_;
    bool closed_ = false;
    Stats stats_;
};

/// For a simulation or a test: answers on the thread that runs the batch.
void deliver_at_once(Executor::Answers answers);

}  // namespace mpaspor::app
