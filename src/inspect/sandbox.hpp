#pragma once

#include "base/error.hpp"

#include <chrono>
#include <cstdint>

namespace mpaspor::inspect {

inline constexpr std::chrono::seconds kCpuMax{8};
/// The service has long stopped waiting (inspection::kReadingWall); this ends what only sleeps.
inline constexpr std::chrono::seconds kWallMax{60};
/// Fits a picture of 40 megapixels beside the libraries themselves.
inline constexpr std::uint64_t kAddressSpaceMax = 500'000'000;

/// Sanitizers map more than any limit allows, so that programs built with them go without this one.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kLimitsAddressSpace = false;
#elif defined(__clang__)
inline constexpr bool kLimitsAddressSpace =
    !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer);
#else
inline constexpr bool kLimitsAddressSpace = true;
#endif

/// Gives up root's identity, new privileges and being looked into; cuts memory allocation to one
/// arena, so that address space is spent on pictures. For the process that forks readers, before
/// its first. Errors: inspector_unavailable.
Result<void> drop_privileges();

/// From here on this process computes and speaks on the descriptors it has, nothing else: opening
/// and looking up files is refused (EACCES), sockets, programs, processes, signals to others and
/// everything not listed end it (SIGSYS); no memory becomes executable; CPU time, address space and
/// wall time are bounded. Cannot be undone. Errors: inspector_unavailable, and then the process
/// must not read a file.
Result<void> lock_down();

}  // namespace mpaspor::inspect
