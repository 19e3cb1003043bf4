#include "inspect/mrz_grid.hpp"

#include "base/inspection.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace mpaspor::inspect {
namespace {

constexpr auto kColumns = inspection::kMrzColumns;
constexpr char kFiller = '<';
/// Fewer cannot be the line, however many fillers were lost; more are noise of another kind.
constexpr std::size_t kSeenMin = 12;
constexpr std::size_t kSeenMax = 2 * kColumns;
/// How far neighbours may be from a pitch apart to count as neighbours.
constexpr double kTolerance = 0.25;

/// The usual distance of neighbours, `guess` when there are none.
double pitch_of(std::span<Seen const> line, double guess) {
    std::vector<double> steps;
    for (std::size_t i = 1; i < line.size(); ++i) {
        double const step = line[i].middle - line[i - 1].middle;
        if (std::abs(step - guess) <= kTolerance * guess) steps.push_back(step);
    }
    if (steps.empty()) return guess;
    auto const middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
    std::ranges::nth_element(steps, middle);
    return *middle;
}

struct Grid {
    double origin, pitch;
    double place(Seen const& seen) const { return (seen.middle - origin) / pitch; }
};

/// The straight line through the places, which are counted from neighbour to neighbour, so that an
/// error of `pitch` does not add up along the line.
Grid fitted(std::span<Seen const> line, double pitch) {
    double place = 0, places = 0, middles = 0, squares = 0, products = 0;
    double before = line.front().middle;
    for (auto const& seen : line) {
        place += std::round((seen.middle - before) / pitch);
        before = seen.middle;
        places += place;
        middles += seen.middle;
        squares += place * place;
        products += place * seen.middle;
    }
    auto const count = static_cast<double>(line.size());
    double const spread = count * squares - places * places;
    if (spread == 0) return {.origin = line.front().middle, .pitch = pitch};
    double const fitted = (count * products - places * middles) / spread;
    return {.origin = (middles - fitted * places) / count, .pitch = fitted};
}

}  // namespace

std::optional<std::string> on_grid(std::span<Seen const> line, double pitch) {
    if (line.size() < kSeenMin || line.size() > kSeenMax) return std::nullopt;
    auto const grid = fitted(line, pitch_of(line, pitch));
    std::string text(kColumns, kFiller);
    std::vector<double> misfit(kColumns, 1.0);
    for (auto const& seen : line) {
        double const place = std::round(grid.place(seen));
        if (place < 0 || place >= double{kColumns}) return std::nullopt;
        auto const column = static_cast<std::size_t>(place);
        double const off = std::abs(grid.place(seen) - place);
        if (off >= misfit[column]) continue;
        misfit[column] = off;
        text[column] = seen.character;
    }
    return text;
}

}  // namespace mpaspor::inspect
