#include "domain/office/search.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

namespace mpaspor::office {
namespace {

using std::size_t;
using std::string;
using std::string_view;

/// As people write them, too.
constexpr std::array<string_view, 27> kCommonWords{
    "kantor",  "imigrasi", "kanim",     "kelas",       "khusus",       "non",     "tpi",
    "i",       "ii",       "iii",       "unit",        "kerja",        "ulp",     "ukk",
    "layanan", "paspor",   "mal",       "mall",        "publik",       "mpp",     "office",
    "di",      "the",      "pelayanan", "immigration", "keimigrasian", "passport"};
/// Written together with what follows.
constexpr std::array<string_view, 3> kBeginnings{"kantorimigrasi", "kanim", "imigrasi"};

std::optional<char> letter(char c) {
    if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return c;
    return std::nullopt;
}

void add_word(string& to, string_view word) {
    if (std::ranges::find(kCommonWords, word) == kCommonWords.end()) to += word;
}

/// Rows of the table of distances between the beginnings of two texts. `free` lets the second one
/// begin and end anywhere.
size_t compared(string_view a, string_view b, size_t most, bool free) {
    std::vector<size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
    if (!free) std::iota(last.begin(), last.end(), size_t{0});
    for (size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (size_t j = 1; j <= b.size(); ++j) {
            auto const same = a[i - 1] == b[j - 1] ? size_t{0} : size_t{1};
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + same});
            bool const swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    auto const found = free ? *std::ranges::min_element(last) : last.back();
    return std::min(found, most + 1);
}

constexpr size_t kNone = std::numeric_limits<size_t>::max();

/// What may be meant: "kanim kota bumi" without the first word, and all of it, since blanks may
/// have made a common word of a part of a name.
struct Readings {
    string place, whole;
};

/// The lower the better.
size_t rank(string_view wanted, Names const& names) {
    size_t best = kNone;
    for (auto const& place : names.places) {
        if (place == wanted) return 0;
        if (place.starts_with(wanted)) best = std::min(best, size_t{1});
        if (place.contains(wanted)) best = std::min(best, size_t{2});
    }
    if (best == kNone && names.region.starts_with(wanted)) best = 3;
    return best;
}

/// The same for who slipped. The whole of a name counts before a part of one.
size_t rank_nearly(string_view wanted, Names const& names) {
    auto const most = slips_forgiven(wanted.size());
    size_t best = kNone;
    for (auto const& place : names.places) {
        auto const whole = distance(wanted, place, most);
        if (whole <= most) best = std::min(best, 2 * whole);
        auto const part = distance_within(place, wanted, most);
        if (part <= most) best = std::min(best, 2 * part + 1);
    }
    return best;
}

using Rank = size_t (*)(string_view, Names const&);
std::vector<size_t> ranked(Readings const& wanted, std::span<Names const> all, Rank rank_of) {
    std::vector<std::pair<size_t, size_t>> found;
    for (size_t i = 0; i < all.size(); ++i) {
        auto const value = std::min(rank_of(wanted.place, all[i]), rank_of(wanted.whole, all[i]));
        if (value != kNone) found.emplace_back(value, i);
    }
    std::ranges::sort(found);
    std::vector<size_t> positions;
    for (auto const& [value, position] : found) positions.push_back(position);
    return positions;
}

}  // namespace

string folded(string_view text) {
    string kept;
    for (char const c : text) {
        if (auto const found = letter(c)) kept += *found;
    }
    return kept;
}

string place_in(string_view text) {
    string place, word;
    for (char const c : text) {
        if (auto const found = letter(c)) {
            word += *found;
        } else {
            add_word(place, std::exchange(word, {}));
        }
    }
    add_word(place, word);
    for (auto const beginning : kBeginnings) {
        if (place.starts_with(beginning)) return place.substr(beginning.size());
    }
    return place;
}

size_t distance(string_view a, string_view b, size_t most) {
    auto const apart = std::max(a.size(), b.size()) - std::min(a.size(), b.size());
    if (apart > most) return most + 1;
    return compared(a, b, most, false);
}

size_t distance_within(string_view text, string_view wanted, size_t most) {
    return compared(wanted, text, most, true);
}

size_t slips_forgiven(size_t length) {
    constexpr size_t kShort = 4, kLong = 8;
    if (length < kShort) return 0;
    return length < kLong ? 1 : 2;
}

std::vector<size_t> find(string_view wanted, std::span<Names const> all) {
    wanted = wanted.substr(0, kWantedMax);
    Readings const readings{place_in(wanted), folded(wanted)};
    if (readings.place.empty()) {
        std::vector<size_t> positions(all.size());
        std::iota(positions.begin(), positions.end(), size_t{0});
        return positions;
    }
    auto found = ranked(readings, all, rank);
    if (!found.empty()) return found;
    return ranked(readings, all, rank_nearly);
}

}  // namespace mpaspor::office
