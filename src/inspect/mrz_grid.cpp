#include "inspect/mrz_grid.hpp"

#include "base/inspection.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
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

/// The grid near `pitch` on which the characters stand best. As seen on a circle whose turn is one
/// place, they lie close together then, and their sum is long: no single one decides, neither one
/// that trembles nor one that is not there.
Grid fitted(std::span<Seen const> line, double pitch) {
    constexpr int kSteps = 50;
    constexpr double kStep = 0.002;  // A tenth of a place at the end of the line.
    std::complex<double> best;
    Grid grid{.origin = line.front().middle, .pitch = pitch};
    for (int step = -kSteps; step <= kSteps; ++step) {
        double const tried = pitch * (1 + step * kStep);
        std::complex<double> sum;
        for (auto const& seen : line) {
            auto const from_first = seen.middle - line.front().middle;
            sum += std::polar(1.0, 2 * std::numbers::pi * from_first / tried);
        }
        if (std::abs(sum) <= std::abs(best)) continue;
        best = sum;
        auto const off = std::arg(sum) / (2 * std::numbers::pi) * tried;
        grid = {.origin = line.front().middle + off, .pitch = tried};
    }
    return grid;
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
