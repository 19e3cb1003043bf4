#pragma once

#include "app/task.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace mpaspor::app {

/// What waits for one writer: a bounded queue per urgency.
///
/// A batch is filled with the most urgent first, each queue in the order of arrival. So that a rush
/// does not starve what is less urgent, a queue whose oldest has seen kPatience batches go without
/// it is given up to one in kShareOf of the next batch (at least one place) before the rest is
/// filled. Hence, in batches of kShareOf or more, every queue moves at least once in kPatience + 1
/// batches, and never less than five eighths of a batch go by urgency alone. Not synchronised.
class Queues {
public:
    static constexpr std::uint64_t kPatience = 4;
    static constexpr std::size_t kShareOf = 8;
    using Counts = std::array<std::size_t, kUrgencies>;  ///< Indexed by Urgency.

    explicit Queues(Counts room) : room_(room) {}

    /// Gives back the task when its queue is full, otherwise nothing.
    TaskPtr push(TaskPtr task);
    /// The next batch, of at most `most` tasks: the most urgent first.
    std::vector<TaskPtr> take(std::size_t most);
    std::vector<TaskPtr> take_all();

    bool empty() const;
    Counts waiting() const;

private:
    struct Waiting {
        TaskPtr task;
        std::uint64_t since;  ///< How many batches had been taken when it came.
    };

    Counts shares(std::size_t most) const;

    Counts room_;
    std::array<std::deque<Waiting>, kUrgencies> queues_;
    std::uint64_t taken_ = 0;
};

}  // namespace mpaspor::app
