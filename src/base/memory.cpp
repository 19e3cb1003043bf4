#include "base/memory.hpp"

#include <malloc.h>

namespace mpaspor {
namespace {

constexpr int kMebibyte = 1 << 20;
constexpr int kKept = 512 * kMebibyte;
constexpr int kFetched = 64 * kMebibyte;

}  // namespace

void keep_freed_memory() {
    // An allocator that knows neither setting goes on as it would, only slower.
    ::mallopt(M_TRIM_THRESHOLD, kKept);
    ::mallopt(M_TOP_PAD, kFetched);
}

}  // namespace mpaspor
