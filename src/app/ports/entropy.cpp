#include "app/ports/entropy.hpp"

#include "base/crypto.hpp"

#include <array>
#include <chrono>

namespace mpaspor::app {

std::string uuid_v7(Entropy& entropy, Instant now) {
    std::array<std::byte, 16> uuid;
    entropy.fill(uuid);
    auto const since_1970 = std::chrono::floor<std::chrono::milliseconds>(now.time_since_epoch());
    auto const ms = static_cast<std::uint64_t>(since_1970.count());
    // RFC 9562 section 5.7: 48 bits of time in network order, then the version and the variant
    // among random bits.
    for (std::size_t i = 0; i < 6; ++i) {
        uuid[i] = static_cast<std::byte>(ms >> (40 - 8 * i));
    }
    uuid[6] = (uuid[6] & std::byte{0x0f}) | std::byte{0x70};
    uuid[8] = (uuid[8] & std::byte{0x3f}) | std::byte{0x80};
    auto text = to_hex(uuid);
    for (std::size_t const dash : {8U, 13U, 18U, 23U}) text.insert(dash, 1, '-');
    return text;
}

}  // namespace mpaspor::app
