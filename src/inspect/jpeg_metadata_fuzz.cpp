/// Taking metadata out adds nothing, leaves a stream's beginning alone, and once is enough.

#include "base/invariant.hpp"
#include "inspect/jpeg_metadata.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    auto const file = std::as_bytes(std::span{data, size});
    auto const kept = inspect::without_metadata(file);
    INVARIANT(kept.size() <= size);
    auto const begin = std::min<std::size_t>(size, 2);
    INVARIANT(std::ranges::equal(file.first(begin), std::span{kept}.first(begin)));
    INVARIANT(inspect::without_metadata(kept) == kept);
    return 0;
}
