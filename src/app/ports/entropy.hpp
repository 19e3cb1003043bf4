#pragma once

#include "base/types.hpp"

#include <cstddef>
#include <span>
#include <string>

namespace mpaspor::app {

/// Where randomness comes from: the operating system, or a seed in the simulation. Any thread.
class Entropy {
public:
    virtual ~Entropy() = default;
    virtual void fill(std::span<std::byte> bytes) = 0;
};

/// A UUIDv7 in lower case: begins with the time, so that rows of one time lie side by side.
std::string uuid_v7(Entropy& entropy, Instant now);

}  // namespace mpaspor::app
