#include "inspect/picture.hpp"

#include <glib.h>
#include <vips/vips.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace mpaspor::inspect {
namespace {

constexpr int kQuality = 82;
constexpr double kWhite = 255.0;
constexpr int kPictureBands = 3;

struct Unref {
    void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

struct Free {
    void operator()(void* memory) const { g_free(memory); }
};

/// libvips reports everything as text; running out of memory is the file's cost, not its damage.
std::unexpected<Error> failed(char const* step) {
    std::string_view const why = vips_error_buffer();
    bool const no_memory = why.find("out of memory") != std::string_view::npos;
    vips_error_clear();
    return fail(no_memory ? Code::file_too_costly : Code::file_damaged, step);
}

/// What libvips and GLib would print may quote the file, so it goes nowhere.
GLogWriterOutput drop_log(GLogLevelFlags /*level*/, GLogField const* /*fields*/, gsize /*count*/,
                          gpointer /*data*/) {
    return G_LOG_WRITER_HANDLED;
}

/// `shrink` (1, 2, 4, 8) leaves out detail while decoding; only JPEG can.
Result<Image> open_picture(std::span<std::byte const> file, Format format, int shrink) {
    VipsImage* image = nullptr;
    // libvips does not write to the buffer; its interface only lacks the const.
    void* const data = const_cast<std::byte*>(file.data());
    auto const access = VIPS_ACCESS_SEQUENTIAL;
    auto const fail_on = VIPS_FAIL_ON_TRUNCATED;
    int status = -1;
    switch (format) {
        case Format::jpeg:
            status = vips_jpegload_buffer(data, file.size(), &image, "access", access, "fail_on",
                                          fail_on, "shrink", shrink, nullptr);
            break;
        case Format::png:
            status = vips_pngload_buffer(data, file.size(), &image, "access", access, "fail_on",
                                         fail_on, nullptr);
            break;
        case Format::heic:
            status = vips_heifload_buffer(data, file.size(), &image, "access", access, "fail_on",
                                          fail_on, nullptr);
            break;
        case Format::pdf: break;
    }
    if (status != 0) return failed("open");
    return Image{image};
}

Result<Image> open_within_limits(std::span<std::byte const> file, Format format) {
    auto image = TRY(open_picture(file, format, 1));
    auto const width = vips_image_get_width(image.get());
    auto const height = vips_image_get_height(image.get());
    if (std::int64_t{width} * height > inspection::kPixelsMax) {
        return fail(Code::file_too_many_pixels);
    }
    if (format != Format::jpeg) return image;
    int shrink = 1;
    while (shrink < 8 && std::max(width, height) / (shrink * 2) >= inspection::kSideMax)
        shrink *= 2;
    if (shrink == 1) return image;
    return open_picture(file, format, shrink);
}

/// At most `side` long, upright and in sRGB. The profile of the file is used up by it.
Result<Image> fitted(Image const& picture, int side) {
    VipsImage* fitted = nullptr;
    bool const has_profile = vips_image_get_typeof(picture.get(), VIPS_META_ICC_NAME) != 0;
    // A profile that cannot be read is taken for the usual one of its kind.
    bool const is_cmyk = vips_image_get_interpretation(picture.get()) == VIPS_INTERPRETATION_CMYK;
    int const status =
        has_profile ? vips_thumbnail_image(picture.get(), &fitted, side, "height", side, "size",
                                           VIPS_SIZE_DOWN, "export_profile", "srgb",
                                           "import_profile", is_cmyk ? "cmyk" : "srgb", nullptr)
                    : vips_thumbnail_image(picture.get(), &fitted, side, "height", side, "size",
                                           VIPS_SIZE_DOWN, nullptr);
    if (status != 0) return failed("fit");
    return Image{fitted};
}

Result<Image> in_colours(Image const& picture, VipsInterpretation colours) {
    VipsImage* out = nullptr;
    if (vips_colourspace(picture.get(), &out, colours, nullptr) != 0) return failed("colours");
    return Image{out};
}

/// Transparency would turn black in a JPEG, and black letters unreadable.
Result<Image> on_white(Image picture) {
    if (vips_image_hasalpha(picture.get()) == 0) return picture;
    VipsArrayDouble* const white = vips_array_double_newv(1, kWhite);
    VipsImage* out = nullptr;
    int const status = vips_flatten(picture.get(), &out, "background", white, nullptr);
    vips_area_unref(VIPS_AREA(white));
    if (status != 0) return failed("flatten");
    return Image{out};
}

/// Carries all steps so far out; the file itself is read here.
Result<Image> computed(Image const& picture) {
    VipsImage* const out = vips_image_copy_memory(picture.get());
    if (out == nullptr) return failed("decode");
    return Image{out};
}

Result<Bytes> as_jpeg(Image const& picture) {
    void* memory = nullptr;
    std::size_t size = 0;
    if (vips_jpegsave_buffer(picture.get(), &memory, &size, "Q", kQuality, "strip", TRUE,
                             "optimize_coding", TRUE, nullptr) != 0) {
        return failed("save");
    }
    std::unique_ptr<void, Free> const owner{memory};
    auto const* const begin = static_cast<std::byte const*>(memory);
    return Bytes{begin, begin + size};
}

Result<Grey> grey_levels(Image const& picture) {
    auto const grey = TRY(in_colours(picture, VIPS_INTERPRETATION_B_W));
    auto const pixels = TRY(computed(grey));
    auto const* const begin = static_cast<std::uint8_t const*>(vips_image_get_data(pixels.get()));
    bool const is_grey = vips_image_get_bands(pixels.get()) == 1 &&
                         vips_image_get_format(pixels.get()) == VIPS_FORMAT_UCHAR;
    auto const width = static_cast<std::size_t>(vips_image_get_width(pixels.get()));
    auto const height = static_cast<std::size_t>(vips_image_get_height(pixels.get()));
    if (begin == nullptr || !is_grey) return fail(Code::file_damaged, "grey");
    return Grey{.levels = {begin, begin + width * height}, .width = width};
}

Result<Look> look_at(Image const& picture) {
    auto const small = TRY(fitted(picture, kHintSide));
    auto const grey = TRY(grey_levels(small));
    return look_of(grey.levels, grey.width);
}

}  // namespace

Result<void> start_pictures() {
    g_log_set_writer_func(drop_log, nullptr, nullptr);
    // Generated machine code would need executable memory, and more threads more of everything.
    if (setenv("VIPS_NOVECTOR", "1", 1) != 0 || setenv("VIPS_CONCURRENCY", "1", 1) != 0 ||
        VIPS_INIT("mpaspor-inspect") != 0) {
        return fail(Code::inspector_unavailable, "libvips");
    }
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    vips_block_untrusted_set(TRUE);
    vips_operation_block_set("VipsForeignLoad", TRUE);
    for (char const* const loader :
         {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadHeif"}) {
        vips_operation_block_set(loader, FALSE);
    }
    return {};
}

Result<inspection::Inspected> inspect_picture(std::span<std::byte const> file, Format format) {
    auto const picture = TRY(open_within_limits(file, format));
    auto const small = TRY(fitted(picture, inspection::kSideMax));
    auto coloured = TRY(in_colours(small, VIPS_INTERPRETATION_sRGB));
    auto const flat = TRY(on_white(std::move(coloured)));
    auto const kept = TRY(computed(flat));
    if (vips_image_get_bands(kept.get()) != kPictureBands) return fail(Code::file_damaged, "bands");
    auto const look = TRY(look_at(kept));
    auto content = TRY(as_jpeg(kept));
    return inspection::Inspected{.kind = inspection::Kind::jpeg,
                                 .content = std::move(content),
                                 .width = vips_image_get_width(kept.get()),
                                 .height = vips_image_get_height(kept.get()),
                                 .looks_blurred = look.edges < kBlurredBelow,
                                 .looks_dark = look.mean < kDarkBelow};
}

Result<Grey> grey_of(std::span<std::byte const> jpeg) {
    auto const picture = TRY(open_picture(jpeg, Format::jpeg, 1));
    return grey_levels(picture);
}

Look look_of(std::span<std::uint8_t const> grey, std::size_t width) {
    Look look;
    if (grey.empty() || width == 0) return look;
    double sum = 0;
    for (auto const level : grey) sum += level;
    look.mean = sum / static_cast<double>(grey.size());

    auto const height = grey.size() / width;
    if (width < 3 || height < 3) return look;
    double total = 0;
    double squares = 0;
    for (std::size_t y = 1; y + 1 < height; ++y) {
        for (std::size_t x = 1; x + 1 < width; ++x) {
            auto const at = y * width + x;
            int const edge = grey[at - 1] + grey[at + 1] + grey[at - width] + grey[at + width] -
                             4 * int{grey[at]};
            total += edge;
            squares += double{1} * edge * edge;
        }
    }
    auto const count = static_cast<double>((width - 2) * (height - 2));
    look.edges = squares / count - (total / count) * (total / count);
    return look;
}

}  // namespace mpaspor::inspect
