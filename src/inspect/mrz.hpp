#pragma once

#include "base/error.hpp"
#include "base/inspection.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace mpaspor::inspect {

/// No new line is read after this much of the process's CPU time (sandbox.hpp: kCpuMax), so that
/// the last one ends within it.
inline constexpr std::chrono::milliseconds kMrzCpuUntil{5'500};

/// Loads the reader of print and its model in the process that forks readers; opens files, starts
/// no thread. Errors: inspector_unavailable (no model: pictures are judged all the same).
Result<void> start_mrz();

/// The machine readable zone in a grey picture in rows of `width`, lying upright, upside down or on
/// either side; nothing when there is none to be read. What two lines looked like, not what they
/// must be: whoever asked checks the digits.
std::optional<inspection::MrzText> mrz_in(std::span<std::uint8_t const> grey, std::size_t width);

}  // namespace mpaspor::inspect
