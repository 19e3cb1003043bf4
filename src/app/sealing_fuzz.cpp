/// Whatever bytes were unsealed, they are answers as encode() writes them, or refused.

#include "app/sealing.hpp"
#include "base/invariant.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    auto const answers = app::decode(std::as_bytes(std::span{data, size}));
    if (!answers) return 0;
    std::size_t texts = 0;
    for (auto const& [name, value] : *answers) texts += name.size() + value.size();
    INVARIANT(texts <= size);
    INVARIANT(app::decode(app::encode(*answers)).value() == *answers);
    return 0;
}
