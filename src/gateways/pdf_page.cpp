#include "gateways/pdf_page.hpp"

#include <cairo-pdf.h>
#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include <array>
#include <chrono>
#include <new>
#include <utility>

namespace mpaspor::gateways {
namespace {

constexpr std::string_view kFamily = "Open Sans";
constexpr auto kFiles =
    std::to_array<std::string_view>({"OpenSans-Regular.ttf", "OpenSans-Semibold.ttf"});

template <auto release>
struct Release {
    template <typename T>
    void operator()(T* it) const {
        release(it);
    }
};
template <typename T, auto release>
using Owned = std::unique_ptr<T, Release<release>>;

using Layout = Owned<PangoLayout, g_object_unref>;

cairo_status_t append(void* bytes, unsigned char const* data, unsigned size) noexcept {
    try {
        auto const* const begin = reinterpret_cast<std::byte const*>(data);
        auto& all = *static_cast<Bytes*>(bytes);
        all.insert(all.end(), begin, begin + size);
        return CAIRO_STATUS_SUCCESS;
    } catch (std::bad_alloc const&) {
        return CAIRO_STATUS_NO_MEMORY;
    }
}

std::string iso_time(Instant at) {
    using namespace std::chrono;
    auto const day = floor<days>(at);
    year_month_day const date{day};
    hh_mm_ss const time{floor<seconds>(at - day)};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", int{date.year()},
                       unsigned{date.month()}, unsigned{date.day()}, time.hours().count(),
                       time.minutes().count(), time.seconds().count());
}

}  // namespace

struct PdfFonts::Loaded {
    Owned<FcConfig, FcConfigDestroy> list{FcConfigCreate()};
    Owned<PangoFontMap, g_object_unref> map{
        pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)};
};

PdfFonts::PdfFonts(std::unique_ptr<Loaded> loaded) : loaded_(std::move(loaded)) {}
PdfFonts::PdfFonts(PdfFonts&&) noexcept = default;
PdfFonts::~PdfFonts() = default;

Result<PdfFonts> PdfFonts::open(std::string const& folder) {
    auto loaded = std::make_unique<Loaded>();
    if (!loaded->list || !loaded->map) return fail(Code::bad_configuration, "no FreeType in pango");
    for (auto const name : kFiles) {
        auto const path = folder + '/' + std::string{name};
        auto const* const text = reinterpret_cast<FcChar8 const*>(path.c_str());
        if (FcConfigAppFontAddFile(loaded->list.get(), text) == FcFalse) {
            return fail(Code::bad_configuration, "no font " + path);
        }
    }
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(loaded->map.get()), loaded->list.get());
    return PdfFonts{std::move(loaded)};
}

struct PdfPage::Drawing {
    Bytes file;
    Owned<cairo_surface_t, cairo_surface_destroy> surface{
        cairo_pdf_surface_create_for_stream(append, &file, kPageWidth, kPageHeight)};
    Owned<cairo_t, cairo_destroy> cairo{cairo_create(surface.get())};
    Owned<PangoContext, g_object_unref> context;

    Layout layout(std::string_view text, TextStyle const& style, double width) const {
        Owned<PangoFontDescription, pango_font_description_free> const font{
            pango_font_description_new()};
        pango_font_description_set_family_static(font.get(), kFamily.data());
        pango_font_description_set_weight(font.get(), static_cast<PangoWeight>(style.face));
        pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
        Layout made{pango_layout_new(context.get())};
        pango_layout_set_font_description(made.get(), font.get());
        pango_layout_set_width(made.get(), static_cast<int>(width * PANGO_SCALE));
        pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_text(made.get(), text.data(), static_cast<int>(text.size()));
        return made;
    }
};

namespace {

double height(PangoLayout* layout) {
    int units = 0;
    pango_layout_get_size(layout, nullptr, &units);
    return static_cast<double>(units) / PANGO_SCALE;
}

}  // namespace

PdfPage::PdfPage(PdfFonts const& fonts, About const& about)
    : drawing_(std::make_unique<Drawing>()) {
    auto* const surface = drawing_->surface.get();
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, about.title.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, about.author.c_str());
    auto const created = iso_time(about.created);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created.c_str());
    drawing_->context.reset(pango_font_map_create_context(fonts.loaded_->map.get()));
    pango_cairo_update_context(cairo(), drawing_->context.get());
}

PdfPage::~PdfPage() = default;

cairo_t* PdfPage::cairo() const {
    return drawing_->cairo.get();
}

void PdfPage::use(Colour ink) const {
    cairo_set_source_rgb(cairo(), ink.red, ink.green, ink.blue);
}

double PdfPage::height_of(std::string_view text, TextStyle const& style, double width) const {
    return height(drawing_->layout(text, style, width).get());
}

double PdfPage::write(double x, double y, double width, std::string_view text,
                      TextStyle const& style) {
    auto const layout = drawing_->layout(text, style, width);
    use(style.ink);
    cairo_move_to(cairo(), x, y);
    pango_cairo_show_layout(cairo(), layout.get());
    return height(layout.get());
}

void PdfPage::next_page() {
    cairo_show_page(cairo());
}

Result<Bytes> PdfPage::finish() {
    cairo_show_page(cairo());
    auto const drawn = cairo_status(cairo());
    cairo_surface_finish(drawing_->surface.get());
    auto const written = cairo_surface_status(drawing_->surface.get());
    if (drawn != CAIRO_STATUS_SUCCESS || written != CAIRO_STATUS_SUCCESS) {
        return fail(Code::internal, cairo_status_to_string(drawn != 0 ? drawn : written));
    }
    return std::move(drawing_->file);
}

}  // namespace mpaspor::gateways
