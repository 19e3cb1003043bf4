#include "domain/identity/latin_letters.hpp"

#include <algorithm>
#include <array>

namespace mpaspor::identity {
namespace {

/// Latin letters with signs, as ICAO 9303-3 writes them with A-Z alone; where it leaves a choice,
/// its first one. Capital and small letters stand together. Letters that are not here have no
/// spelling that we could know.
struct Spelling {
    char32_t first, last;
    std::string_view letters;
};
constexpr auto kSpellings = std::to_array<Spelling>({
    {0xC0, 0xC3, "A"},     {0xC4, 0xC4, "AE"},    {0xC5, 0xC5, "AA"},     {0xC6, 0xC6, "AE"},
    {0xC7, 0xC7, "C"},     {0xC8, 0xCB, "E"},     {0xCC, 0xCF, "I"},      {0xD0, 0xD0, "D"},
    {0xD1, 0xD1, "N"},     {0xD2, 0xD5, "O"},     {0xD6, 0xD6, "OE"},     {0xD8, 0xD8, "OE"},
    {0xD9, 0xDB, "U"},     {0xDC, 0xDC, "UE"},    {0xDD, 0xDD, "Y"},      {0xDE, 0xDE, "TH"},
    {0xDF, 0xDF, "SS"},    {0xE0, 0xE3, "A"},     {0xE4, 0xE4, "AE"},     {0xE5, 0xE5, "AA"},
    {0xE6, 0xE6, "AE"},    {0xE7, 0xE7, "C"},     {0xE8, 0xEB, "E"},      {0xEC, 0xEF, "I"},
    {0xF0, 0xF0, "D"},     {0xF1, 0xF1, "N"},     {0xF2, 0xF5, "O"},      {0xF6, 0xF6, "OE"},
    {0xF8, 0xF8, "OE"},    {0xF9, 0xFB, "U"},     {0xFC, 0xFC, "UE"},     {0xFD, 0xFD, "Y"},
    {0xFE, 0xFE, "TH"},    {0xFF, 0xFF, "Y"},     {0x100, 0x105, "A"},    {0x106, 0x10D, "C"},
    {0x10E, 0x111, "D"},   {0x112, 0x11B, "E"},   {0x11C, 0x123, "G"},    {0x124, 0x127, "H"},
    {0x128, 0x131, "I"},   {0x132, 0x133, "IJ"},  {0x134, 0x135, "J"},    {0x136, 0x137, "K"},
    {0x138, 0x138, "Q"},   {0x139, 0x142, "L"},   {0x143, 0x14B, "N"},    {0x14C, 0x151, "O"},
    {0x152, 0x153, "OE"},  {0x154, 0x159, "R"},   {0x15A, 0x161, "S"},    {0x162, 0x167, "T"},
    {0x168, 0x173, "U"},   {0x174, 0x175, "W"},   {0x176, 0x178, "Y"},    {0x179, 0x17E, "Z"},
    {0x17F, 0x17F, "S"},   {0x1A0, 0x1A1, "O"},   {0x1AF, 0x1B0, "U"},    {0x1CD, 0x1CE, "A"},
    {0x1CF, 0x1D0, "I"},   {0x1D1, 0x1D2, "O"},   {0x1D3, 0x1D4, "U"},    {0x218, 0x219, "S"},
    {0x21A, 0x21B, "T"},   {0x1E0C, 0x1E0D, "D"}, {0x1E24, 0x1E25, "H"},  {0x1E62, 0x1E63, "S"},
    {0x1E6C, 0x1E6D, "T"}, {0x1E92, 0x1E93, "Z"}, {0x1E9E, 0x1E9E, "SS"}, {0x1EA0, 0x1EB7, "A"},
    {0x1EB8, 0x1EC7, "E"}, {0x1EC8, 0x1ECB, "I"}, {0x1ECC, 0x1EE3, "O"},  {0x1EE4, 0x1EF1, "U"},
    {0x1EF2, 0x1EF9, "Y"},
});

/// Signs within a word: they go, and its letters close up, as ICAO 9303-3 has it for apostrophes.
/// Every other sign parts two words, as it has it for hyphens: Anne-Marie stays two names, and what
/// stands on both sides of a dot is two initials.
struct Range {
    char32_t first, last;
};
constexpr auto kClosing = std::to_array<Range>({
    {U'"', U'"'},
    {U'\'', U'\''},
    {U'0', U'9'},
    {U'^', U'^'},
    {U'`', U'`'},
    {U'~', U'~'},
    {0xA8, 0xA8},
    {0xAD, 0xAD},
    {0xAF, 0xAF},
    {0xB4, 0xB4},
    {0xB8, 0xB8},
    {0x2B0, 0x2FF},
    {0x300, 0x36F},
    {0x200B, 0x200F},
    {0x2018, 0x201F},
    {0x2032, 0x2037},
    {0x2060, 0x2060},
    {0xFEFF, 0xFEFF},
});
constexpr auto kParting = std::to_array<Range>({
    {0x00, U'@'},
    {U'[', U'_'},
    {U'{', 0xBF},
    {0xD7, 0xD7},
    {0xF7, 0xF7},
    {0x2000, 0x206F},
    {0x3000, 0x3000},
});
constexpr auto kBlanks = std::to_array<Range>({
    {U'\t', U'\r'},
    {U' ', U' '},
    {0xA0, 0xA0},
    {0x2000, 0x200A},
    {0x202F, 0x202F},
    {0x205F, 0x205F},
    {0x3000, 0x3000},
});
template <std::size_t kSize>
bool among(std::array<Range, kSize> const& ranges, char32_t point) {
    return std::ranges::any_of(
        ranges, [point](Range const& r) { return point >= r.first && point <= r.last; });
}

}  // namespace

std::string_view spelling(char32_t point) {
    auto const* const found = std::ranges::find_if(
        kSpellings, [point](Spelling const& s) { return point >= s.first && point <= s.last; });
    return found == kSpellings.end() ? std::string_view{} : found->letters;
}

Sign sign(char32_t point) {
    if (among(kBlanks, point)) return Sign::blank;
    if (among(kClosing, point)) return Sign::closing;
    return among(kParting, point) ? Sign::parting : Sign::none;
}

char32_t next_point(std::string_view& text) {
    auto const lead = static_cast<unsigned char>(text.front());
    std::size_t const size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    auto point = size == 1 ? char32_t{lead} : static_cast<char32_t>(lead & (0x7FU >> size));
    for (char const c : text.substr(1, size - 1)) {
        point = (point << 6U) | (static_cast<unsigned char>(c) & 0x3FU);
    }
    text.remove_prefix(size);
    return point;
}

}  // namespace mpaspor::identity
