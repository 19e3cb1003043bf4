#pragma once

#include "base/types.hpp"

#include <cstddef>
#include <span>

namespace mpaspor::inspect {

/// A JPEG stream without the segments that tell of its camera, place, editor or author (APP1 Exif
/// and XMP, APP3 to APP13 and APP15, comments). The coded picture and what decoding needs (JFIF,
/// ICC profile, Adobe's colour mark) stay byte for byte. Bytes that are no JPEG come back as they
/// are.
Bytes without_metadata(std::span<std::byte const> jpeg);

}  // namespace mpaspor::inspect
