#pragma once
/// Finding an office by its name, however it is spelled (000-01): "tanjung pandan",
/// "Tanjungpandan" and "Kanim Tanjung-Pandan" mean the same one, and a slip of the finger is
/// forgiven where nothing is called exactly so.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::office {

/// What is looked for, in bytes, at most.
inline constexpr std::size_t kWantedMax = 80;

/// The letters of A to Z and digits alone, in lower case: what two spellings of a name share.
std::string folded(std::string_view text);

/// The same without the words that every office has in its name ("Kantor Imigrasi Kelas II TPI"):
/// what is left names the place. Nothing is left of a name of such words alone.
std::string place_in(std::string_view text);

/// How many letters are to be added, left out, replaced or swapped with their neighbour to make
/// one of the other; `most` + 1 when it is more than `most`.
std::size_t distance(std::string_view a, std::string_view b, std::size_t most);
/// The same of `wanted` and the part of `text` that is most like it.
std::size_t distance_within(std::string_view text, std::string_view wanted, std::size_t most);

/// Slips that are forgiven in a name of this length: none, one, from eight letters on two.
std::size_t slips_forgiven(std::size_t length);

/// What an office is looked for by.
struct Names {
    std::vector<std::string> places;  ///< place_in() of its name and of its service points.
    std::string region;               ///< folded().
};

/// Positions in `all` of what `wanted` finds, the best first and otherwise in their order: places
/// that are called so, that begin so, that contain it, those of a region that begins so; and where
/// there are none of these, places that are spelled nearly so. All of them, when `wanted` names no
/// place. Of `wanted` no more than kWantedMax bytes are looked at.
std::vector<std::size_t> find(std::string_view wanted, std::span<Names const> all);

}  // namespace mpaspor::office
