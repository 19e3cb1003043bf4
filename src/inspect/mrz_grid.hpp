#pragma once
/// Print of fixed pitch, put back on its grid: a reader of running text drops some of many equal
/// characters and sees others twice, but it knows where it saw them.

#include <optional>
#include <span>
#include <string>

namespace mpaspor::inspect {

/// A character and the middle of where it was seen, in pixels from the left.
struct Seen {
    char character;
    double middle;
};

/// The characters of one line, from left to right, on kMrzColumns places of about `pitch` pixels;
/// the first stands on the first. Where two claim a place the better placed one has it; a place
/// that nobody claims is a filler. Nothing when they are too few or too many for such a line.
std::optional<std::string> on_grid(std::span<Seen const> line, double pitch);

}  // namespace mpaspor::inspect
