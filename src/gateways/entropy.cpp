#include "gateways/entropy.hpp"

#include <sodium.h>

namespace mpaspor::gateways {

void SystemEntropy::fill(std::span<std::byte> bytes) {
    if (!bytes.empty()) randombytes_buf(bytes.data(), bytes.size());
}

}  // namespace mpaspor::gateways
