#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace mpaspor::inspect {

enum class Format : std::uint8_t { jpeg, png, heic, pdf };

/// What `file` is by its first bytes, whatever its name or sender says; nothing when it is none of
/// the four. Strict: leading white space or bytes before the signature make it none of them, so a
/// file that is two things at once is read as the one it begins with, or not at all.
std::optional<Format> format_of(std::span<std::byte const> file);

}  // namespace mpaspor::inspect
