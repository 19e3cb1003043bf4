#pragma once

#include "base/error.hpp"
#include "base/inspection.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace mpaspor::inspect {

/// Of one stream unpacked: a page scanned at 40 megapixels in three colours, and some.
inline constexpr std::uint64_t kStreamBytesMax = 160'000'000;
/// Of all streams of a file unpacked.
inline constexpr std::uint64_t kStreamsBytesMax = 600'000'000;

/// The PDF written anew: same pages, one revision, no document information, no XMP, and the
/// pictures in it without their camera's data. A file that needs repair is not repaired.
/// Errors: file_damaged, file_encrypted, file_active_content, file_too_many_pages,
/// file_too_many_pixels, file_too_costly.
Result<inspection::Inspected> inspect_pdf(std::span<std::byte const> file);

}  // namespace mpaspor::inspect
