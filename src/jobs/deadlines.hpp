#pragma once

#include "jobs/ticker.hpp"
#include "jobs/world.hpp"

#include <memory>

namespace mpaspor::jobs {

/// Carries out what becomes due, in the order of time (design: expiry runs from an ordered timer).
/// Holds end at once; before a bill's place is released the bank is asked (D5), one bill after
/// another on a thread of its own, so that a slow bank delays no hold.
class Deadlines {
public:
    /// `world` outlives this.
    explicit Deadlines(World const& world);
    void stop();

private:
    World const& world_;
    Ticker holds_, bills_;
};

}  // namespace mpaspor::jobs
