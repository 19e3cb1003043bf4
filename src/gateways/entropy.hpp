#pragma once

#include "app/ports/entropy.hpp"

#include <cstddef>
#include <span>

namespace mpaspor::gateways {

/// The operating system's randomness, fit for keys. Ends the process where there is none.
class SystemEntropy final : public app::Entropy {
public:
    void fill(std::span<std::byte> bytes) override;
};

}  // namespace mpaspor::gateways
