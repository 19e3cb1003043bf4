#pragma once

#include "app/ports/clock.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace mpaspor::sim {

/// Virtual time. All that happens in a simulation is an entry of this queue, so one seed gives one
/// history, and two days of an office take milliseconds. The time that people and the bank have is
/// `outside()`; the server's own clock, now(), may be off.
class World final : public app::Clock {
public:
    explicit World(Instant start) : now_(start) {}

    Instant now() const override { return now_ + skew_; }
    Instant outside() const { return now_; }
    /// When the server's clock will show `instant`, if nobody moves it before.
    Instant when_shown(Instant instant) const { return instant - skew_; }
    /// Moves the server's clock, backwards when negative.
    void jump(Instant::duration by) {
        skew_ += by;
        jumped_ = now_;
    }
    /// When the server's clock was moved last.
    std::optional<Instant> jumped() const { return jumped_; }

    /// What is past happens now.
    void at(Instant outside, std::function<void()> action) {
        queue_.emplace(std::pair{std::max(outside, now_), next_++}, std::move(action));
    }
    void after(Instant::duration delay, std::function<void()> action) {
        at(now_ + delay, std::move(action));
    }
    /// Until nothing is left to happen, or `stop` says so. What happens at one moment happens in
    /// the order in which it was planned.
    void run(std::function<bool()> const& stop) {
        while (!queue_.empty() && !stop()) {
            auto entry = queue_.extract(queue_.begin());
            now_ = entry.key().first;
            entry.mapped()();
        }
    }

private:
    Instant now_;
    Instant::duration skew_{0};
    std::optional<Instant> jumped_;
    std::uint64_t next_ = 0;
    std::map<std::pair<Instant, std::uint64_t>, std::function<void()>> queue_;
};

}  // namespace mpaspor::sim
