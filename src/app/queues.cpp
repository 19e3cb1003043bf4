#include "app/queues.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

namespace mpaspor::app {

TaskPtr Queues::push(TaskPtr task) {
    auto const urgency = std::to_underlying(task->urgency());
    auto& queue = queues_.at(urgency);
    if (queue.size() >= room_.at(urgency)) return task;
    queue.push_back({std::move(task), taken_});
    return nullptr;
}

/// What queues are given because their oldest has waited too long.
Queues::Counts Queues::shares(std::size_t most) const {
    Counts shares{};
    std::size_t left = most;
    for (std::size_t i = 0; i < kUrgencies; ++i) {
        auto const& queue = queues_.at(i);
        if (queue.empty() || taken_ - queue.front().since < kPatience) continue;
        shares.at(i) = std::min({queue.size(), std::max<std::size_t>(most / kShareOf, 1), left});
        left -= shares.at(i);
    }
    return shares;
}

std::vector<TaskPtr> Queues::take(std::size_t most) {
    auto counts = shares(most);
    auto left = most - std::accumulate(counts.begin(), counts.end(), std::size_t{0});
    std::vector<TaskPtr> batch;
    for (std::size_t i = 0; i < kUrgencies; ++i) {
        auto& queue = queues_.at(i);
        auto const more = std::min(left, queue.size() - counts.at(i));
        left -= more;
        auto const end = queue.begin() + static_cast<std::ptrdiff_t>(counts.at(i) + more);
        std::transform(queue.begin(), end, std::back_inserter(batch),
                       [](Waiting& waiting) { return std::move(waiting.task); });
        queue.erase(queue.begin(), end);
    }
    ++taken_;
    return batch;
}

std::vector<TaskPtr> Queues::take_all() {
    auto const counts = waiting();
    return take(std::accumulate(counts.begin(), counts.end(), std::size_t{0}));
}

bool Queues::empty() const {
    return std::ranges::all_of(queues_, [](auto const& queue) { return queue.empty(); });
}

Queues::Counts Queues::waiting() const {
    Counts counts{};
    std::ranges::transform(queues_, counts.begin(), [](auto const& queue) { return queue.size(); });
    return counts;
}

}  // namespace mpaspor::app
