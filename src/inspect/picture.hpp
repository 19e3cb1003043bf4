#pragma once

#include "base/error.hpp"
#include "base/inspection.hpp"
#include "inspect/sniff.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace mpaspor::inspect {

/// A grey picture with fewer mean levels than this (0 black to 255 white) looks dark.
inline constexpr double kDarkBelow = 60.0;
/// A picture whose edges (variance of the Laplacian, at kHintSide) are fainter looks blurred.
inline constexpr double kBlurredBelow = 40.0;
/// Pixels of the long side of the grey version on which both hints rest, so that they do not depend
/// on the camera's resolution.
inline constexpr int kHintSide = 512;

/// Readies libvips in the process that forks readers; opens files and modules, starts no thread.
/// Errors: inspector_unavailable.
Result<void> start_pictures();

/// The picture as a new JPEG: at most kSideMax pixels long, upright, sRGB, on white, no metadata.
/// `format` is jpeg, png or heic. Errors: file_damaged, file_too_many_pixels, file_too_costly.
Result<inspection::Inspected> inspect_picture(std::span<std::byte const> file, Format format);

/// A grey picture in rows of `width`.
struct Grey {
    std::vector<std::uint8_t> levels;
    std::size_t width = 0;
};
/// Of a JPEG that inspect_picture has made. Errors: file_damaged, file_too_costly.
Result<Grey> grey_of(std::span<std::byte const> jpeg);

/// Mean level and edge strength of a grey picture in rows of `width`.
struct Look {
    double mean = 0;
    double edges = 0;  ///< Variance of the Laplacian; 0 below 3 x 3 pixels.
};
Look look_of(std::span<std::uint8_t const> grey, std::size_t width);

}  // namespace mpaspor::inspect
