#include "inspect/mrz_strips.hpp"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace mpaspor::inspect {
namespace {

/// The long side of the copy on which lines are looked for; all sizes of the search are in its
/// pixels, where a page that fills the picture has characters 15 pixels apart.
constexpr double kSearchSide = 800.0;
/// Of the closing that leaves what is darker than its surroundings: wider than any stroke.
constexpr int kStroke = 11;
/// Fainter than this is paper, not print.
constexpr int kFaintest = 10;
/// Characters run together to lines; what is thinner than print goes.
constexpr char const* kJoining = "c25.1 + o9.3";
/// A line is at least this part of the picture's width, and this often longer than high.
constexpr double kWidthMin = 0.25;
constexpr double kLengthMin = 6.0;
/// Two lines of a pair, as parts of the longer one: likeness, shift, distance (really 0.057).
constexpr double kLikeness = 0.75;
constexpr double kShiftMax = 0.15;
constexpr double kDistanceMin = 0.02;
constexpr double kDistanceMax = 0.10;
constexpr double kMargin = 0.04;
constexpr double kColumns = 44.0;
constexpr double kEnlargedMax = 3.0;
constexpr double kReducedMax = 0.5;
/// What a strip that is levelled shows where it had no pixels.
constexpr int kPaper = 200;

/// A stretch of print in the search copy.
struct Line {
    double x, y, width, height;
    double slope;
};

struct FreeBoxes {
    void operator()(Boxa* boxes) const { boxaDestroy(&boxes); }
};
struct FreePixes {
    void operator()(Pixa* pixes) const { pixaDestroy(&pixes); }
};
struct FreeBox {
    void operator()(Box* box) const { boxDestroy(&box); }
};

/// Of the straight line through the pixels that are set.
double slope_of(Pix* mask) {
    double count = 0, x_sum = 0, y_sum = 0, xx_sum = 0, xy_sum = 0;
    for (int y = 0; y < pixGetHeight(mask); ++y) {
        for (int x = 0; x < pixGetWidth(mask); ++x) {
            l_uint32 set = 0;
            if (pixGetPixel(mask, x, y, &set) != 0 || set == 0) continue;
            count += 1;
            x_sum += x;
            y_sum += y;
            xx_sum += double{1} * x * x;
            xy_sum += double{1} * x * y;
        }
    }
    double const spread = count * xx_sum - x_sum * x_sum;
    return spread == 0 ? 0.0 : (count * xy_sum - x_sum * y_sum) / spread;
}

/// What is darker than around it, as set pixels.
PixPtr print_of(Pix* grey) {
    PixPtr const depth{pixTophat(grey, kStroke, kStroke, L_TOPHAT_BLACK)};
    if (!depth) return nullptr;
    l_int32 threshold = 0;
    if (pixSplitDistributionFgBg(depth.get(), 0.1F, 1, &threshold, nullptr, nullptr, nullptr) != 0)
        return nullptr;
    PixPtr print{pixThresholdToBinary(depth.get(), std::max(threshold, kFaintest))};
    if (print) pixInvert(print.get(), print.get());
    return print;
}

std::vector<Line> lines_of(Pix* small) {
    auto const print = print_of(small);
    if (!print) return {};
    PixPtr const joined{pixMorphSequence(print.get(), kJoining, 0)};
    if (!joined) return {};
    Pixa* found = nullptr;
    std::unique_ptr<Boxa, FreeBoxes> const boxes{pixConnComp(joined.get(), &found, 8)};
    std::unique_ptr<Pixa, FreePixes> const masks{found};
    std::vector<Line> lines;
    for (int i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
        l_int32 x = 0, y = 0, width = 0, height = 0;
        boxaGetBoxGeometry(boxes.get(), i, &x, &y, &width, &height);
        if (width < kWidthMin * pixGetWidth(small) || width < kLengthMin * height) continue;
        PixPtr const mask{pixaGetPix(masks.get(), i, L_CLONE)};
        if (!mask) continue;
        lines.push_back(
            {double(x), double(y), double(width), double(height), slope_of(mask.get())});
    }
    return lines;
}

using Pair = std::pair<Line, Line>;

double length_of(Pair const& pair) {
    return std::max(pair.first.width, pair.second.width);
}

bool belong_together(Line const& upper, Line const& lower) {
    double const length = std::max(upper.width, lower.width);
    double const distance = lower.y - upper.y;
    return std::min(upper.width, lower.width) >= kLikeness * length &&
           std::abs(upper.x - lower.x) <= kShiftMax * length && distance >= kDistanceMin * length &&
           distance <= kDistanceMax * length;
}

std::vector<Pair> pairs_of(std::vector<Line> lines) {
    std::ranges::sort(lines, {}, &Line::y);
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        for (std::size_t j = i + 1; j < lines.size(); ++j) {
            if (belong_together(lines[i], lines[j])) pairs.emplace_back(lines[i], lines[j]);
        }
    }
    std::ranges::stable_sort(pairs, std::ranges::greater{}, length_of);
    if (pairs.size() > kStripsMax) pairs.resize(kStripsMax);
    return pairs;
}

/// `scale` led from `grey` to the copy in which the pair was found.
PixPtr strip_of(Pix* grey, Pair const& pair, double scale) {
    auto const& [upper, lower] = pair;
    double const margin = kMargin * length_of(pair);
    double const left = std::min(upper.x, lower.x) - margin;
    double const top = std::min(upper.y, lower.y) - margin;
    double const right = std::max(upper.x + upper.width, lower.x + lower.width) + margin;
    double const bottom = std::max(upper.y + upper.height, lower.y + lower.height) + margin;
    auto const whole = [scale](double at) { return static_cast<l_int32>(std::lround(at / scale)); };
    std::unique_ptr<Box, FreeBox> const box{boxCreate(std::max(whole(left), 0),
                                                      std::max(whole(top), 0), whole(right - left),
                                                      whole(bottom - top))};
    if (!box) return nullptr;
    PixPtr const cut{pixClipRectangle(grey, box.get(), nullptr)};
    if (!cut) return nullptr;
    double const pitch = length_of(pair) / scale / kColumns;
    auto const factor =
        static_cast<float>(std::clamp(kMrzPitch / pitch, kReducedMax, kEnlargedMax));
    PixPtr const sized{pixScale(cut.get(), factor, factor)};
    if (!sized) return nullptr;
    PixPtr const even{pixContrastNorm(nullptr, sized.get(), 100, 100, 40, 2, 2)};
    double const tilt = std::atan((upper.slope + lower.slope) / 2);
    return PixPtr{pixRotateAMGray((even ? even : sized).get(), static_cast<float>(-tilt), kPaper)};
}

}  // namespace

void FreePix::operator()(Pix* pix) const {
    pixDestroy(&pix);
}

PixPtr grey_pix(std::span<std::uint8_t const> grey, std::size_t width) {
    if (grey.empty() || width == 0) return nullptr;
    auto const height = grey.size() / width;
    PixPtr pix{pixCreate(static_cast<l_int32>(width), static_cast<l_int32>(height), 8)};
    if (!pix) return nullptr;
    for (std::size_t y = 0; y < height; ++y) {
        auto* const row =
            pixGetData(pix.get()) + y * static_cast<std::size_t>(pixGetWpl(pix.get()));
        for (std::size_t x = 0; x < width; ++x) SET_DATA_BYTE(row, x, grey[y * width + x]);
    }
    return pix;
}

PixPtr quarter_turn(Pix& pix) {
    return PixPtr{pixRotate90(&pix, 1)};
}

void half_turn(Pix& pix) {
    pixRotate180(&pix, &pix);
}

std::vector<PixPtr> mrz_strips(Pix& grey) {
    int const side = std::max(pixGetWidth(&grey), pixGetHeight(&grey));
    double const scale = std::min(1.0, kSearchSide / side);
    PixPtr const small{pixScale(&grey, static_cast<float>(scale), static_cast<float>(scale))};
    if (!small) return {};
    std::vector<PixPtr> strips;
    for (auto const& pair : pairs_of(lines_of(small.get()))) {
        if (auto strip = strip_of(&grey, pair, scale)) strips.push_back(std::move(strip));
    }
    return strips;
}

}  // namespace mpaspor::inspect
