/// Wherever characters were seen, they make a line of the right length or none.

#include "base/inspection.hpp"
#include "base/invariant.hpp"
#include "inspect/mrz_grid.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    std::vector<inspect::Seen> line;
    for (std::size_t at = 0; at + 3 <= size; at += 3) {
        std::int16_t middle = 0;
        std::memcpy(&middle, data + at + 1, sizeof middle);
        line.push_back({static_cast<char>(data[at]), static_cast<double>(middle) / 4});
    }
    auto const text = inspect::on_grid(line, 32);
    INVARIANT(!text || text->size() == inspection::kMrzColumns);
    return 0;
}
