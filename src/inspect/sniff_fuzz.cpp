/// Whatever a file begins with, it is one format or none, and bytes behind the beginning that was
/// looked at change nothing.

#include "base/invariant.hpp"
#include "inspect/sniff.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    auto const file = std::as_bytes(std::span{data, size});
    auto const format = inspect::format_of(file);
    if (!format) return 0;
    INVARIANT(size >= 3);
    std::vector<std::byte> longer{file.begin(), file.end()};
    for (auto const more : {0x25, 0xFF, 0x50}) longer.push_back(static_cast<std::byte>(more));
    INVARIANT(inspect::format_of(longer) == format);
    std::vector<std::byte> shifted{std::byte{' '}};
    shifted.insert(shifted.end(), file.begin(), file.end());
    // Only a box's length could make sense of another first byte.
    INVARIANT(inspect::format_of(shifted) != format || format == inspect::Format::heic);
    return 0;
}
