#pragma once

#include "base/types.hpp"

namespace mpaspor::app {

/// Where the time comes from. The executor, http and jobs hold a Clock; use cases and rules are
/// given the time.
class Clock {
public:
    virtual ~Clock() = default;
    /// UTC. May be moved by its owner in tests and demonstrations, so use it for instants only,
    /// never to measure how long something took.
    virtual Instant now() const = 0;
};

}  // namespace mpaspor::app
