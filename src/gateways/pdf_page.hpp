#pragma once
/// Pages of PDF with text in our own fonts, over cairo and pango. Lengths are points (1/72
/// inch), y grows downwards. One thread at a time.

#include "base/error.hpp"
#include "base/types.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

using cairo_t = struct _cairo;

namespace mpaspor::gateways {

inline constexpr double kPointsPerMm = 72.0 / 25.4;
inline constexpr double kPageWidth = 210 * kPointsPerMm;  // A4.
inline constexpr double kPageHeight = 297 * kPointsPerMm;

struct Colour {
    double red, green, blue;
};

/// 0xrrggbb.
constexpr Colour colour(std::uint32_t rgb) {
    auto const part = [rgb](unsigned shift) { return (rgb >> shift & 0xffU) / 255.0; };
    return {part(16), part(8), part(0)};
}

/// Open Sans, in the weights that are used.
enum class Face : std::uint16_t { regular = 400, semibold = 600 };

struct TextStyle {
    Face face;
    double size;
    Colour ink;
};

/// The fonts of one folder and no others, so that a page looks the same on every machine.
class PdfFonts {
public:
    /// Errors: bad_configuration (the folder has not all faces of Open Sans).
    static Result<PdfFonts> open(std::string const& folder);
    PdfFonts(PdfFonts&&) noexcept;
    ~PdfFonts();

private:
    friend class PdfPage;
    struct Loaded;
    explicit PdfFonts(std::unique_ptr<Loaded> loaded);
    std::unique_ptr<Loaded> loaded_;
};

class PdfPage {
public:
    struct About {
        std::string title;
        std::string author;
        Instant created;  ///< UTC: the only time in the file, so that same content is same bytes.
    };
    PdfPage(PdfFonts const& fonts, About const& about);
    PdfPage(PdfPage const&) = delete;
    PdfPage& operator=(PdfPage const&) = delete;
    ~PdfPage();

    /// To draw lines and areas with.
    cairo_t* cairo() const;
    void use(Colour ink) const;

    /// How high `text` stands when it is wrapped to `width`. Words that are wider are broken.
    double height_of(std::string_view text, TextStyle const& style, double width) const;
    /// Writes it with its top left corner there; returns its height.
    double write(double x, double y, double width, std::string_view text, TextStyle const& style);

    /// Ends the page and begins another one.
    void next_page();

    /// The file. Nothing can be drawn afterwards. Errors: internal.
    Result<Bytes> finish();

private:
    struct Drawing;
    std::unique_ptr<Drawing> drawing_;
};

}  // namespace mpaspor::gateways
