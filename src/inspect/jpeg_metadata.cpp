#include "inspect/jpeg_metadata.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace mpaspor::inspect {
namespace {

constexpr std::size_t kMarkBytes = 2;
constexpr unsigned kStartOfImage = 0xD8;
constexpr unsigned kStartOfScan = 0xDA;
constexpr unsigned kComment = 0xFE;
constexpr unsigned kApplicationFirst = 0xE0;
constexpr unsigned kApplicationLast = 0xEF;
/// JFIF, ICC profile, Adobe: without them colours come out wrong.
constexpr auto kKeptApplications = std::to_array({0xE0U, 0xE2U, 0xEEU});

bool is_metadata(unsigned mark) {
    if (mark == kComment) return true;
    return mark >= kApplicationFirst && mark <= kApplicationLast &&
           std::ranges::find(kKeptApplications, mark) == kKeptApplications.end();
}

}  // namespace

Bytes without_metadata(std::span<std::byte const> jpeg) {
    auto const byte = [&](std::size_t at) { return std::to_integer<unsigned>(jpeg[at]); };
    auto const unchanged = [&] { return Bytes{jpeg.begin(), jpeg.end()}; };
    if (jpeg.size() < kMarkBytes || byte(0) != 0xFF || byte(1) != kStartOfImage) return unchanged();
    Bytes kept{jpeg.begin(), jpeg.begin() + kMarkBytes};
    std::size_t at = kMarkBytes;
    while (at + 2 * kMarkBytes <= jpeg.size()) {
        if (byte(at) != 0xFF) return unchanged();
        auto const mark = byte(at + 1);
        if (mark == kStartOfScan) break;
        std::size_t const length = kMarkBytes + (byte(at + 2) << 8 | byte(at + 3));
        if (length < 2 * kMarkBytes || length > jpeg.size() - at) return unchanged();
        auto const segment = jpeg.subspan(at, length);
        if (!is_metadata(mark)) kept.insert(kept.end(), segment.begin(), segment.end());
        at += length;
    }
    kept.insert(kept.end(), jpeg.begin() + static_cast<std::ptrdiff_t>(at), jpeg.end());
    return kept;
}

}  // namespace mpaspor::inspect
