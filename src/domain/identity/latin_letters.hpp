#pragma once
/// Latin letters and the signs of names, in terms of A-Z (ICAO 9303-3).

#include <cstdint>
#include <string_view>

namespace mpaspor::identity {

/// A-Z for a letter that has signs or joins two, such as "E" for an accented one; empty for what is
/// no such letter. Plain letters are not asked for here.
std::string_view spelling(char32_t point);

enum class Sign : std::uint8_t {
    none,     ///< No sign that names have.
    blank,    ///< Between words.
    parting,  ///< Parts two words as a blank does: hyphens, dots, commas and most others.
    closing,  ///< Goes, and the letters on both sides close up: apostrophes, accents, digits.
};
Sign sign(char32_t point);

/// The next character of well-formed UTF-8, taken off its front.
char32_t next_point(std::string_view& text);

}  // namespace mpaspor::identity
