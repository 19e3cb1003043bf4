#pragma once
/// Where in a picture the two lines of a machine readable zone could stand (ICAO 9303-4, TD3: two
/// lines of 44 characters, the longest print of the page).

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

struct Pix;  // leptonica's picture

namespace mpaspor::inspect {

struct FreePix {
    void operator()(Pix* pix) const;
};
using PixPtr = std::unique_ptr<Pix, FreePix>;

/// Pixels from one character to the next in a strip.
inline constexpr int kMrzPitch = 32;
/// Of one picture lying one way; the longest lines come first.
inline constexpr std::size_t kStripsMax = 3;

/// A grey picture in rows of `width`, as leptonica has it. Null when there is no memory.
PixPtr grey_pix(std::span<std::uint8_t const> grey, std::size_t width);

/// A quarter turn clockwise. Null when there is no memory.
PixPtr quarter_turn(Pix& pix);
/// In place.
void half_turn(Pix& pix);

/// Cut out of `grey`: each pair of long lines below each other, at most kStripsMax, levelled,
/// evenly lit and scaled to kMrzPitch. Upside down where the picture is. Cheap when there are none.
std::vector<PixPtr> mrz_strips(Pix& grey);

}  // namespace mpaspor::inspect
