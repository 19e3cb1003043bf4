/// Draws pictures of invented passports for the reader of machine readable zones:
///   passport_samples FOLDER          the samples of tests/files/inspect/passports, one per
///   quality, of
///                                    one person
///   passport_samples FOLDER COUNT    COUNT of each quality, of other persons, for measuring
/// FOLDER/zones.tsv says what stands in them. Needs the package fonts-ocr-b.

#include "domain/identity/mrz.hpp"

#include <vips/vips.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <string_view>

namespace {

using namespace mpaspor;

struct Unref {
    void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

/// By reference: arguments are evaluated in any order, and `image` is set by the call for `status`.
Image checked(int status, VipsImage* const& image) {
    if (status != 0) {
        std::fputs(vips_error_buffer(), stderr);
        std::exit(1);
    }
    return Image{image};
}

/// How a page was photographed.
struct Quality {
    std::string_view name;
    double tilt = 0;     ///< Degrees.
    double light = 1;    ///< 1 is daylight.
    double blur = 0;     ///< Sigma in pixels.
    double grain = 3;    ///< Sigma in levels.
    int turns = 0;       ///< Quarters, clockwise.
    double scale = 0.7;  ///< Pixels per pixel drawn.
    bool zone = true;
};
constexpr auto kQualities = std::to_array<Quality>({
    {.name = "sharp"},
    {.name = "tilted", .tilt = 2},
    {.name = "tilted_left", .tilt = -4},
    {.name = "dark", .light = 0.2},
    {.name = "soft", .blur = 1.0},
    {.name = "grainy", .blur = 0.5, .grain = 10},
    {.name = "small", .scale = 0.45},
    {.name = "on_its_side", .tilt = 1, .turns = 1},
    {.name = "upside_down", .tilt = -1, .light = 0.8, .turns = 2},
    {.name = "on_its_other_side", .tilt = -1, .blur = 0.4, .turns = 3},
    {.name = "blurred", .blur = 5.0},
    {.name = "without_zone", .zone = false},
});

constexpr int kPageWidth = 1500;  // 125 mm
constexpr int kPageHeight = 1056;
constexpr int kZoneWidth = 1350;
constexpr int kTable = 160;  // around the page
constexpr double kTableLevel = 90;
constexpr double kInk = 30;

std::string escaped(std::string_view text) {
    std::string markup;
    for (char const c : text) c == '<' ? markup += "&lt;" : markup += c;
    return markup;
}

Image level(int width, int height, double value) {
    VipsImage* out = nullptr;
    auto const black = checked(vips_black(&out, width, height, nullptr), out);
    auto const even = checked(vips_linear1(black.get(), &out, 1, value, nullptr), out);
    return checked(vips_cast(even.get(), &out, VIPS_FORMAT_UCHAR, nullptr), out);
}

/// Ink through `mask` on the page.
Image printed(Image const& page, Image const& mask, int x, int y) {
    VipsImage* out = nullptr;
    auto const placed =
        checked(vips_embed(mask.get(), &out, x, y, kPageWidth, kPageHeight, nullptr), out);
    auto const ink = level(kPageWidth, kPageHeight, kInk);
    return checked(
        vips_ifthenelse(placed.get(), ink.get(), page.get(), &out, "blend", TRUE, nullptr), out);
}

Image words(std::string const& text, char const* font) {
    VipsImage* out = nullptr;
    return checked(vips_text(&out, text.c_str(), "font", font, "dpi", 300, nullptr), out);
}

/// Security print, a photograph's place and the printed fields.
Image blank_page() {
    VipsImage* out = nullptr;
    auto const waves = checked(
        vips_sines(&out, kPageWidth, kPageHeight, "hfreq", 40.0, "vfreq", 23.0, nullptr), out);
    auto const faint = checked(vips_linear1(waves.get(), &out, 14, 205, nullptr), out);
    auto page = checked(vips_cast(faint.get(), &out, VIPS_FORMAT_UCHAR, nullptr), out);
    auto const portrait = level(380, 500, 120);
    page = checked(vips_insert(page.get(), portrait.get(), &out, 60, 160, nullptr), out);
    page = printed(page, words("PASPOR   PASSPORT", "Open Sans 10"), 60, 60);
    page = printed(page, words("REPUBLIK INDONESIA", "Open Sans 12"), 700, 60);
    return printed(page,
                   words("Nama Lengkap / Full Name\nCONTOH SAJA\nTanggal Lahir / Date of Birth\n"
                         "01 JAN 1990\nTempat Lahir / Place of Birth\nKOTA CONTOH",
                         "Open Sans 7"),
                   500, 170);
}

Image page_with(identity::Mrz const& zone) {
    VipsImage* out = nullptr;
    auto const lines = words(escaped(zone[0]) + "\n" + escaped(zone[1]), "OCR B 10");
    double const factor = double{kZoneWidth} / vips_image_get_width(lines.get());
    auto const sized = checked(vips_resize(lines.get(), &out, factor, nullptr), out);
    return printed(blank_page(), sized, (kPageWidth - kZoneWidth) / 2,
                   kPageHeight - 60 - vips_image_get_height(sized.get()));
}

Image photographed(Image const& page, Quality const& how) {
    VipsImage* out = nullptr;
    std::unique_ptr<VipsArrayDouble, void (*)(VipsArrayDouble*)> const table{
        vips_array_double_newv(1, kTableLevel),
        [](VipsArrayDouble* array) { vips_area_unref(VIPS_AREA(array)); }};
    auto picture = checked(vips_embed(page.get(), &out, kTable, kTable, kPageWidth + 2 * kTable,
                                      kPageHeight + 2 * kTable, "extend", VIPS_EXTEND_BACKGROUND,
                                      "background", table.get(), nullptr),
                           out);
    picture = checked(
        vips_rotate(picture.get(), &out, how.tilt, "background", table.get(), nullptr), out);
    picture = checked(vips_resize(picture.get(), &out, how.scale, nullptr), out);
    if (how.blur > 0)
        picture = checked(vips_gaussblur(picture.get(), &out, how.blur, nullptr), out);
    picture = checked(vips_linear1(picture.get(), &out, how.light, 0, nullptr), out);
    auto const grain = checked(vips_gaussnoise(&out, vips_image_get_width(picture.get()),
                                               vips_image_get_height(picture.get()), "sigma",
                                               how.grain, "mean", 0.0, nullptr),
                               out);
    picture = checked(vips_add(picture.get(), grain.get(), &out, nullptr), out);
    picture = checked(vips_cast(picture.get(), &out, VIPS_FORMAT_UCHAR, nullptr), out);
    return checked(vips_rot(picture.get(), &out, static_cast<VipsAngle>(how.turns), nullptr), out);
}

struct Name {
    std::string_view primary, secondary;
};
constexpr auto kNames = std::to_array<Name>({{"PUTRA", "BUDI SUKARNO"},
                                             {"SURYANI", ""},
                                             {"LESTARI", "KETUT AYU WIJAYA"},
                                             {"KURNIAWAN", "MUHAMMAD RIZKY HIDAYATULLAH"},
                                             {"KOSASIH", "JOKO WAHYU"},
                                             {"XENIA", "ZULFA QOMARIAH"},
                                             {"DEWI", "SARI"},
                                             {"LUMBANTORUAN", "MARKUS"}});

identity::Mrz zone_of(std::mt19937& random) {
    auto const any = [&random](unsigned below) { return static_cast<int>(random() % below); };
    auto const& name = kNames.at(random() % kNames.size());
    std::string number(1, "ABCEX"[any(5)]);
    while (number.size() < 8) number += static_cast<char>('0' + any(10));
    std::string optional;
    while (random() % 2 == 0 && optional.size() < 14) optional.append("3501014");
    auto const day = [&](int year) {
        return LocalDate{std::chrono::year{year} / (1 + any(12)) / (1 + any(28))};
    };
    return identity::mrz(
        {.primary = std::string{name.primary},
         .secondary = std::string{name.secondary},
         .birth_date = day(1950 + any(50)),
         .sex = any(2) == 0 ? identity::Sex::male : identity::Sex::female},
        {.number = number, .expiry = day(2022 + any(12)), .optional_data = optional});
}

/// The vector of 3.8.
identity::Mrz sample_zone(std::string const& number = "X1234567") {
    using namespace std::chrono_literals;
    return identity::mrz({.primary = "SUKARNO PUTRA",
                          .secondary = "BUDI",
                          .birth_date = LocalDate{1990y / 5 / 15},
                          .sex = identity::Sex::male},
                         {.number = number, .expiry = LocalDate{2035y / 1 / 1}});
}

/// A digit that no check digit answers for.
identity::Mrz altered(identity::Mrz zone) {
    zone[1][3] = '9';
    return zone;
}

void save(Image const& picture, std::string const& path) {
    if (vips_jpegsave(picture.get(), path.c_str(), "Q", 60, nullptr) != 0) {
        std::fputs(vips_error_buffer(), stderr);
        std::exit(1);
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2 || VIPS_INIT(argv[0]) != 0) return 2;
    std::string const folder = argv[1];
    auto const count = argc > 2 ? std::atoi(argv[2]) : 0;
    std::mt19937 random{20261128};
    std::ofstream zones{folder + "/zones.tsv"};
    zones << "file\tupper\tlower\n";
    auto const make = [&](std::string const& name, Quality const& how, identity::Mrz const& zone) {
        save(photographed(how.zone ? page_with(zone) : blank_page(), how),
             folder + "/" + name + ".jpg");
        zones << name << '\t' << zone[0] << '\t' << zone[1] << '\n';
    };
    for (auto const& how : kQualities) {
        std::string const name{how.name};
        if (count == 0) make(name, how, sample_zone());
        for (int i = 0; i < count; ++i) make(name + "_" + std::to_string(i), how, zone_of(random));
    }
    if (count > 0) return 0;
    make("altered_digit", kQualities[0], altered(sample_zone()));
    make("other_number", kQualities[0], sample_zone("X1234568"));
    return 0;
}
