#include "inspect/mrz.hpp"

#include "inspect/mrz_grid.hpp"
#include "inspect/mrz_strips.hpp"

#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>

#include <algorithm>
#include <ctime>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Of OpenMP, which libtesseract uses; its header comes with each compiler or does not.
extern "C" void omp_set_max_active_levels(int levels);

namespace mpaspor::inspect {
namespace {

constexpr char const* kLanguage = "eng";
constexpr char const* kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<";
constexpr int kDotsPerInch = 300;
/// Lines beyond are noise; characters of a line beyond are cut by on_grid.
constexpr std::size_t kLinesMax = 6;
constexpr std::size_t kSeenMax = 128;
/// Of the lower line: birth, expiry and their check digits alone are fourteen.
constexpr std::ptrdiff_t kDigitsMin = 10;

/// Loaded once, before the first fork; every forked reader uses its copy once. Null until then.
std::unique_ptr<tesseract::TessBaseAPI> engine;  // NOLINT(*-avoid-non-const-global*)

std::chrono::milliseconds cpu_spent() {
    timespec spent{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::seconds{spent.tv_sec} + std::chrono::nanoseconds{spent.tv_nsec});
}

using Lines = std::vector<std::vector<Seen>>;

void add_symbol(tesseract::ResultIterator const& at, Lines& lines) {
    using tesseract::RIL_SYMBOL;
    if (lines.empty() || at.IsAtBeginningOf(tesseract::RIL_TEXTLINE)) lines.emplace_back();
    int left = 0, top = 0, right = 0, bottom = 0;
    std::unique_ptr<char const[]> const symbol{at.GetUTF8Text(RIL_SYMBOL)};
    if (!symbol || !at.BoundingBox(RIL_SYMBOL, &left, &top, &right, &bottom)) return;
    std::string_view const text{symbol.get()};
    if (text.size() != 1 || lines.back().size() >= kSeenMax) return;
    if (std::string_view{kAlphabet}.find(text[0]) == std::string_view::npos) return;
    lines.back().push_back({text[0], (left + right) / 2.0});
}

Lines lines_in(Pix& strip) {
    engine->SetImage(&strip);
    engine->SetSourceResolution(kDotsPerInch);
    Lines lines;
    if (engine->Recognize(nullptr) != 0) return lines;
    std::unique_ptr<tesseract::ResultIterator> const at{engine->GetIterator()};
    if (!at) return lines;
    do {
        add_symbol(*at, lines);
    } while (lines.size() <= kLinesMax && at->Next(tesseract::RIL_SYMBOL));
    return lines;
}

/// Whether these could be a passport's at all; upside down they never look so.
bool looks_right(inspection::MrzText const& lines) {
    auto const is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return lines[0].starts_with('P') && lines[0].contains("<<") &&
           std::ranges::count_if(lines[1], is_digit) >= kDigitsMin;
}

std::optional<inspection::MrzText> read_strip(Pix& strip) {
    std::optional<std::string> upper;
    for (auto const& seen : lines_in(strip)) {
        auto text = on_grid(seen, kMrzPitch);
        if (upper && text) {
            inspection::MrzText lines{*upper, *text};
            if (looks_right(lines)) return lines;
        }
        upper = std::move(text);
    }
    return std::nullopt;
}

std::optional<inspection::MrzText> read_lying(Pix& grey) {
    auto const strips = mrz_strips(grey);
    for (auto const& strip : strips) {
        for (int half_turns = 0; half_turns < 2; ++half_turns) {
            if (cpu_spent() >= kMrzCpuUntil) return std::nullopt;
            if (auto lines = read_strip(*strip)) return lines;
            half_turn(*strip);
        }
    }
    return std::nullopt;
}

}  // namespace

Result<void> start_mrz() {
    setMsgSeverity(L_SEVERITY_NONE);
    // Its loops would take four threads each, which wait for one another by spinning; the limit in
    // the environment is read before main().
    omp_set_max_active_levels(0);
    auto loaded = std::make_unique<tesseract::TessBaseAPI>();
    if (loaded->Init(nullptr, kLanguage, tesseract::OEM_LSTM_ONLY) != 0) {
        return fail(Code::inspector_unavailable, "model");
    }
    loaded->SetVariable("tessedit_char_whitelist", kAlphabet);
    loaded->SetVariable("debug_file", "/dev/null");
    loaded->SetPageSegMode(tesseract::PSM_SINGLE_BLOCK);
    engine = std::move(loaded);
    return {};
}

std::optional<inspection::MrzText> mrz_in(std::span<std::uint8_t const> grey, std::size_t width) {
    if (!engine) return std::nullopt;
    try {
        auto const picture = grey_pix(grey, width);
        if (!picture) return std::nullopt;
        if (auto lines = read_lying(*picture)) return lines;
        auto const turned = quarter_turn(*picture);
        return turned ? read_lying(*turned) : std::nullopt;
    } catch (std::exception const&) {
        return std::nullopt;
    }
}

}  // namespace mpaspor::inspect
