#include "app/lanes.hpp"

#include "app/ports/entropy.hpp"
#include "base/invariant.hpp"

#include <array>
#include <bit>
#include <cstdint>

namespace mpaspor::app {

Lanes::Lanes(std::size_t count, Executor::Hooks const& hooks, Clock const& clock,
             Executor::Limits const& limits) {
    INVARIANT(count > 0);
    for (std::size_t i = 0; i < count; ++i) {
        lanes_.push_back(std::make_unique<Executor>(hooks, clock, limits));
    }
}

Lanes::~Lanes() {
    if (!threads_.empty()) stop();
}

void Lanes::start(Broken broken) {
    INVARIANT(threads_.empty());
    for (auto const& lane : lanes_) {
        threads_.emplace_back([&executor = *lane, broken](std::stop_token const& stop) {
            auto const ended = executor.run(stop);
            if (!ended && broken) broken(ended.error());
        });
    }
}

void Lanes::stop() {
    for (auto& thread : threads_) thread.request_stop();
    threads_.clear();  // Joins.
    std::stop_source stopped;
    stopped.request_stop();
    // For lanes that were never started; the others have nothing left. A broken one told already.
    for (auto const& lane : lanes_) std::ignore = lane->run(stopped.get_token());
}

std::size_t Lanes::run_batches() {
    std::size_t count = 0;
    for (auto const& lane : lanes_) count += lane->run_batch();
    return count;
}

Executor& Lanes::lane_of(std::int64_t lane) {
    return *lanes_.at(static_cast<std::uint64_t>(lane) % lanes_.size());
}

std::vector<Executor::Stats> Lanes::stats() const {
    std::vector<Executor::Stats> all;
    for (auto const& lane : lanes_) all.push_back(lane->stats());
    return all;
}

std::function<void(std::chrono::microseconds)> sleep_at_random(Entropy& entropy) {
    return [&entropy](std::chrono::microseconds at_most) {
        std::array<std::byte, 2> random{};
        entropy.fill(random);
        auto const share = std::bit_cast<std::uint16_t>(random);
        std::this_thread::sleep_for(at_most * share / 65'536);
    };
}

}  // namespace mpaspor::app
