/// A target with a planted fault, for the negative control of the replays.

#include "base/invariant.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    INVARIANT(size == 0 || data[0] != 'x');
    return 0;
}
