#include "app/executor.hpp"

#include "base/invariant.hpp"
#include "domain/booking/seat.hpp"

#include <algorithm>
#include <bit>
#include <string>
#include <typeinfo>

namespace mpaspor::app {
namespace {

constexpr sql::Statement kSavepoint{"savepoint", "SAVEPOINT use_case"};
constexpr sql::Statement kRelease{"release", "RELEASE SAVEPOINT use_case"};
constexpr sql::Statement kUndo{"undo", "ROLLBACK TO SAVEPOINT use_case"};

using Seats = std::vector<booking::SeatKey>;

/// Nobody in the batch can be served on this connection.
bool ends_connection(Code code) {
    return code == Code::storage_unavailable || code == Code::outcome_unknown ||
           code == Code::storage_broken;
}

/// The failure is the batch's and not the use case's that met it.
bool ends_batch(Code code) {
    return code == Code::storage_conflict || ends_connection(code);
}

/// What is in flight, in words that hold nothing about a person: the text of a foreign exception
/// may quote what somebody typed, so only its type is told. Called in a catch block.
std::string name_of_exception() {
    try {
        throw;
    } catch (BrokenInvariant const& broken) {
        return broken.what();
    } catch (std::exception const& other) {
        return std::string{"exception "} + typeid(other).name();
    } catch (...) {
        return "exception";
    }
}

Result<Seats> declared_by(Task& task, sql::Transaction& tx) {
    if (!task.declare()) return Seats{};
    try {
        return task.declare()(tx);
    } catch (...) {
        return fail(Code::internal, name_of_exception());
    }
}

std::optional<Error> run_caught(Task& task, sql::Transaction& tx, Instant now) {
    try {
        return task.run(tx, now);
    } catch (...) {
        Error error{.code = Code::internal, .detail = name_of_exception()};
        task.settle(error);
        return error;
    }
}

}  // namespace

Declare always(Seats seats) {
    return [seats = std::move(seats)](sql::Transaction&) -> Result<Seats> { return seats; };
}

void deliver_at_once(Executor::Answers answers) {
    for (auto& answer : answers) answer();
}

Executor::Executor(Hooks hooks, Clock const& clock, Limits limits)
    : hooks_(std::move(hooks)),
      clock_(clock),
      limits_(limits),
      queues_({limits.settlements_max, limits.seats_max, limits.saves_max}) {}

Executor::~Executor() {
    close();
}

void Executor::push(TaskPtr task) {
    Code why = Code::shutting_down;
    {
        std::scoped_lock const lock{mutex_};
        if (!closed_) {
            task = queues_.push(std::move(task));
            why = Code::busy;
        }
        if (!task) {
            arrived_.notify_one();
            return;
        }
        ++stats_.turned_away;
    }
    task->settle({.code = why});
    task->answer();
}

std::vector<TaskPtr> Executor::take() {
    bool const postgres = connection_ && connection_->engine() == sql::Engine::postgres;
    std::scoped_lock const lock{mutex_};
    return queues_.take(postgres ? std::min(limits_.batch_max, kBatchMaxOnPostgres)
                                 : limits_.batch_max);
}

void Executor::stop_taking() {
    std::scoped_lock const lock{mutex_};
    closed_ = true;
    arrived_.notify_all();
}

void Executor::close() {
    stop_taking();
    std::vector<TaskPtr> left;
    {
        std::scoped_lock const lock{mutex_};
        left = queues_.take_all();
        stats_.turned_away += left.size();
    }
    for (auto const& task : left) {
        task->settle({.code = Code::shutting_down});
        task->answer();
    }
}

Result<void> Executor::connect() {
    if (connection_) return {};
    auto opened = hooks_.connect();
    if (!opened) {
        broken_ = opened.error().code == Code::storage_broken;
        raise_if_fault(opened.error());
        return std::unexpected(std::move(opened).error());
    }
    connection_ = *std::move(opened);
    return {};
}

/// The seats of the whole batch. A declaration that fails is undone alone and declares nothing.
Result<void> Executor::lock_seats(sql::Transaction& tx, std::span<TaskPtr> tasks) {
    auto const declares = [](TaskPtr const& task) { return static_cast<bool>(task->declare()); };
    if (std::ranges::none_of(tasks, declares)) return {};
    Seats seats;
    TRY(tx.run(kSavepoint, {}));
    for (auto const& task : tasks) {
        auto const declared = declared_by(*task, tx);
        if (declared) {
            seats.insert(seats.end(), declared->begin(), declared->end());
            continue;
        }
        if (ends_batch(declared.error().code)) return std::unexpected(declared.error());
        raise_if_fault(declared.error());
        TRY(tx.run(kUndo, {}));
    }
    TRY(tx.run(kRelease, {}));
    std::ranges::sort(seats);
    seats.erase(std::ranges::unique(seats).begin(), seats.end());
    if (seats.empty()) return {};
    return hooks_.lock_seats(tx, seats);
}

/// Errors are the batch's; those of the use case are its outcome, and its changes are undone.
Result<void> Executor::run_one(sql::Transaction& tx, Task& task) {
    TRY(tx.run(kSavepoint, {}));
    auto refused = run_caught(task, tx, clock_.now());
    if (refused && ends_batch(refused->code)) return std::unexpected(*refused);
    if (!refused) {
        auto const released = tx.run(kRelease, {});
        if (released) return {};
        if (ends_batch(released.error().code)) return released;
        // It went on after a statement had failed, which PostgreSQL does not let pass.
        refused = Error{.code = Code::internal, .detail = released.error().detail};
        task.settle(*refused);
    }
    raise_if_fault(*refused);
    TRY(tx.run(kUndo, {}));
    return tx.run(kRelease, {});
}

Result<void> Executor::commit(std::span<TaskPtr> tasks) {
    if (limits_.answer_before_commit) {  // What was said is said, whatever comes of it.
        hand_out(tasks);
        if (!connection_->commit()) connection_.reset();
        return {};
    }
    auto done = connection_->commit();
    if (!done && done.error().code == Code::storage_broken) {
        broken_ = true;  // While it was being written, so nobody can say what is on the disk.
        return fail(Code::outcome_unknown, done.error().detail);
    }
    return done;
}

Result<void> Executor::run_together(std::span<TaskPtr> tasks) {
    TRY(connection_->begin());
    sql::Transaction tx{*connection_};
    if (tx.engine() == sql::Engine::postgres) TRY(lock_seats(tx, tasks));
    for (auto const& task : tasks) TRY(run_one(tx, *task));
    return commit(tasks);
}

/// Leaves no transaction open: what failed is rolled back, or its connection dropped.
Result<void> Executor::try_together(std::span<TaskPtr> tasks) {
    if (broken_) return fail(Code::storage_broken);
    TRY(connect());
    auto done = run_together(tasks);
    if (done) {
        if (hooks_.committed) hooks_.committed();
        return done;
    }
    auto const code = done.error().code;
    broken_ = broken_ || code == Code::storage_broken;
    if (ends_connection(code) || !connection_->rollback()) connection_.reset();
    std::scoped_lock const lock{mutex_};
    stats_.conflicts += code == Code::storage_conflict ? 1 : 0;
    stats_.lost_commits += code == Code::outcome_unknown ? 1 : 0;
    return done;
}

void Executor::tell(std::span<TaskPtr> tasks, Error const& error) {
    for (auto const& task : tasks) task->settle(error);
}

void Executor::settle(std::span<TaskPtr> tasks) {
    if (tasks.size() == 1) return settle_alone(tasks);
    auto const done = try_together(tasks);
    if (done) return;
    if (ends_connection(done.error().code)) return tell(tasks, done.error());
    auto const half = tasks.size() / 2;
    settle(tasks.first(half));
    settle(tasks.subspan(half));
}

void Executor::settle_alone(std::span<TaskPtr> task) {
    auto at_most = kPauseMax / 8;
    for (int tries = 1;; ++tries) {
        auto const done = try_together(task);
        if (done) return;
        Error error = done.error();
        if (error.code == Code::storage_conflict && tries < limits_.tries_max) {
            if (hooks_.pause) hooks_.pause(at_most);
            at_most = std::min(2 * at_most, kPauseMax);
            continue;
        }
        if (error.code == Code::storage_conflict) error.code = Code::busy;
        if (!ends_connection(error.code) && error.code != Code::busy) {
            error.code = Code::internal;
            raise_if_fault(error);
        }
        return tell(task, error);
    }
}

void Executor::raise_if_fault(Error const& error) const {
    if (hooks_.alarm && info(error.code).category == Category::fault) hooks_.alarm(error.detail);
}

void Executor::hand_out(std::span<TaskPtr> tasks) {
    Answers answers;
    answers.reserve(tasks.size());
    for (auto& task : tasks) {
        if (task) answers.emplace_back([kept = std::move(task)] { kept->answer(); });
    }
    if (!answers.empty()) hooks_.deliver(std::move(answers));
}

std::size_t Executor::run_batch() {
    {
        std::scoped_lock const lock{mutex_};
        if (queues_.empty()) return 0;
    }
    auto const connected = connect();  // First, since the engine decides how many are taken.
    auto batch = take();
    if (connected) settle(batch);
    if (!connected) tell(batch, connected.error());
    {
        std::scoped_lock const lock{mutex_};
        ++stats_.batches;
        stats_.works += batch.size();
        auto const log2 = static_cast<std::size_t>(std::bit_width(batch.size())) - 1;
        ++stats_.sizes.at(std::min(log2, stats_.sizes.size() - 1));
    }
    hand_out(batch);
    if (broken_) close();
    return batch.size();
}

Result<void> Executor::run(std::stop_token const& stop) {
    std::stop_callback const stopping{stop, [this] { stop_taking(); }};
    do {
        std::unique_lock lock{mutex_};
        arrived_.wait(lock, [this] { return closed_ || !queues_.empty(); });
    } while (run_batch() > 0);
    if (broken_) return fail(Code::storage_broken);
    return {};
}

Executor::Stats Executor::stats() const {
    std::scoped_lock const lock{mutex_};
    auto stats = stats_;
    stats.waiting = queues_.waiting();
    return stats;
}

}  // namespace mpaspor::app
