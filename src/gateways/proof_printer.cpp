#include "gateways/proof_printer.hpp"

#include "base/utf8.hpp"
#include "gateways/paper_printer.hpp"
#include "gateways/pdf_page.hpp"

#include <cairo.h>
#include <qrencode.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <numbers>
#include <string_view>
#include <utility>

namespace mpaspor::gateways {
namespace {

constexpr double mm(double length) {
    return length * kPointsPerMm;
}

// The colours of the service: indigo (nila), turmeric (kunyit), ink.
constexpr auto kNila = colour(0x26367a);
constexpr auto kDeep = colour(0x141c46);
constexpr auto kKunyit = colour(0xf2b233);
constexpr auto kInk = colour(0x151a33);
constexpr auto kSoft = colour(0x3f4663);
constexpr auto kLine = colour(0xdcd2bd);
constexpr auto kWhite = colour(0xffffff);
constexpr auto kBlack = colour(0x000000);

constexpr double kMargin = mm(16);
constexpr double kCardWidth = kPageWidth - 2 * kMargin;
constexpr double kRadius = 12;
constexpr double kFrame = 1.5;  ///< Two pixels of a screen.
constexpr double kPadding = mm(9);
constexpr double kInner = kCardWidth - 2 * kPadding;
constexpr double kQrSide =
    mm(48);  ///< Without its quiet zone. Below 38 mm, phones begin to miss it.
constexpr int kQuietModules = 4;
constexpr double kGap = mm(8);
constexpr double kLabelWidth = mm(27);
constexpr double kHole = 7;  ///< Radius, where the perforation meets the frame.

/// Content that is too long for a page is set smaller, step by step, as far as it can be read.
constexpr auto kScales = std::to_array({1.0, 0.9, 0.8, 0.7});

using QrCode = std::unique_ptr<QRcode, decltype([](QRcode* code) { QRcode_free(code); })>;

struct Styles {
    explicit Styles(double scale)
        : letterhead{Face::regular, 10 * scale, kWhite},
          title{Face::semibold, 24 * scale, kWhite},
          number{Face::semibold, 28 * std::sqrt(scale), kInk},
          label{Face::regular, 10 * scale, kSoft},
          value{Face::semibold, 11 * scale, kInk},
          note{Face::regular, 11 * scale, kInk},
          step(scale) {}
    TextStyle letterhead, title, number, label, value, note;
    double step;  ///< Scales the space between things as well.
};

/// Groups of four, as cards and the service's pages show the number.
std::string grouped(std::string_view number) {
    std::string text;
    for (std::size_t at = 0; at < number.size(); ++at) {
        if (at > 0 && at % 4 == 0) text += ' ';
        text += number[at];
    }
    return text;
}

std::string on_one_line(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return text;
}

void rounded_rectangle(cairo_t* cairo, double x, double y, double width, double height) {
    using std::numbers::pi;
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, x + width - kRadius, y + kRadius, kRadius, -pi / 2, 0);
    cairo_arc(cairo, x + width - kRadius, y + height - kRadius, kRadius, 0, pi / 2);
    cairo_arc(cairo, x + kRadius, y + height - kRadius, kRadius, pi / 2, pi);
    cairo_arc(cairo, x + kRadius, y + kRadius, kRadius, pi, 3 * pi / 2);
    cairo_close_path(cairo);
}

/// The proof as it grows from the top of the page downwards.
class Proof {
public:
    Proof(PdfPage& page, double scale) : page_(page), styles_(scale) {}

    void head(app::ProofContent const& content);
    void face(app::ProofContent const& content, QRcode const& qr);
    void perforation();
    void notes(std::vector<std::string> const& notes);
    /// Closes the frame. Whether all of it stands on the page.
    bool frame();

private:
    void thread(double y);
    void draw_qr(double x, double y, QRcode const& qr);
    double draw_lines(double x, double y, std::vector<app::ProofContent::Line> const& lines);
    double space(double points) const { return points * styles_.step; }

    PdfPage& page_;
    Styles styles_;
    double y_ = kMargin;
    double hole_y_ = kMargin;
};

void Proof::head(app::ProofContent const& content) {
    auto const x = kMargin + kPadding;
    auto const letterhead = page_.height_of(content.letterhead, styles_.letterhead, kInner);
    auto const title = page_.height_of(content.title, styles_.title, kInner);
    auto const height = space(16) + letterhead + space(4) + title + space(31);
    auto* const cairo = page_.cairo();
    cairo_save(cairo);
    cairo_rectangle(cairo, kMargin, kMargin, kCardWidth, height);
    cairo_clip(cairo);
    // Longer than what is seen of it, so that only the upper corners are round.
    rounded_rectangle(cairo, kMargin, kMargin, kCardWidth, height + 2 * kRadius);
    cairo_clip(cairo);
    page_.use(kDeep);
    cairo_paint(cairo);
    thread(kMargin + height - space(9));
    cairo_restore(cairo);

    y_ += space(16);
    y_ += page_.write(x, y_, kInner, content.letterhead, styles_.letterhead) + space(4);
    page_.write(x, y_, kInner, content.title, styles_.title);
    y_ = kMargin + height;
}

/// The turmeric thread with its one loop, from edge to edge.
void Proof::thread(double y) {
    auto* const cairo = page_.cairo();
    page_.use(kKunyit);
    cairo_set_line_width(cairo, 1.8);
    cairo_move_to(cairo, kMargin, y);
    cairo_line_to(cairo, kMargin + kPadding, y);
    cairo_rel_curve_to(cairo, 18, 0, 30, -13, 20, -14);
    cairo_rel_curve_to(cairo, -10, -1, -8, 14, 20, 14);
    cairo_line_to(cairo, kMargin + kCardWidth, y);
    cairo_stroke(cairo);
}

void Proof::draw_qr(double x, double y, QRcode const& qr) {
    auto* const cairo = page_.cairo();
    cairo_save(cairo);
    cairo_translate(cairo, x, y);
    cairo_scale(cairo, kQrSide / qr.width, kQrSide / qr.width);
    // A line as wide as a module for each run, all in one stroke: small in the file, and no
    // hairline shows between neighbours.
    for (int row = 0; row < qr.width; ++row) {
        auto const dark = [&](int column) { return (qr.data[row * qr.width + column] & 1U) != 0; };
        for (int column = 0; column < qr.width;) {
            int end = column;
            while (end < qr.width && dark(end)) ++end;
            if (end > column) {
                cairo_move_to(cairo, column, row + 0.5);
                cairo_line_to(cairo, end, row + 0.5);
            }
            column = std::max(end, column + 1);
        }
    }
    page_.use(kBlack);
    cairo_set_line_width(cairo, 1);
    cairo_stroke(cairo);
    cairo_restore(cairo);
}

double Proof::draw_lines(double x, double y, std::vector<app::ProofContent::Line> const& lines) {
    auto const right = kMargin + kCardWidth - kPadding;
    auto const value_x = x + kLabelWidth;
    auto* const cairo = page_.cairo();
    for (auto const& line : lines) {
        page_.use(kLine);
        cairo_set_line_width(cairo, 0.6);
        cairo_move_to(cairo, x, y);
        cairo_line_to(cairo, right, y);
        cairo_stroke(cairo);
        y += space(5);
        // The label is smaller: it goes down until both stand on one line.
        auto const drop = (styles_.value.size - styles_.label.size) * 1.07;
        auto const label =
            drop + page_.write(x, y + drop, kLabelWidth - mm(2), line.label, styles_.label);
        auto const value = page_.write(value_x, y, right - value_x, line.value, styles_.value);
        y += std::max(label, value) + space(5);
    }
    return y;
}

void Proof::face(app::ProofContent const& content, QRcode const& qr) {
    auto const quiet = kQuietModules * kQrSide / qr.width;
    y_ += std::max(space(mm(8)), quiet);
    auto const qr_x = kMargin + std::max(kPadding, quiet);
    draw_qr(qr_x, y_, qr);
    auto const x = qr_x + kQrSide + std::max(kGap, quiet);
    auto const width = kMargin + kCardWidth - kPadding - x;
    // The digits' tops stand level with the QR's: the font has some space above them.
    auto const top = y_ - styles_.number.size * 0.36;
    auto const number = page_.write(x, top, width, grouped(content.number), styles_.number);
    auto const lines = draw_lines(x, top + number + space(8), content.lines);
    y_ = std::max(y_ + kQrSide + quiet, lines) + space(mm(5));
}

void Proof::perforation() {
    auto* const cairo = page_.cairo();
    cairo_save(cairo);
    page_.use(kNila);
    cairo_set_line_width(cairo, 2);
    auto const dashes = std::to_array({6.0, 4.5});
    cairo_set_dash(cairo, dashes.data(), static_cast<int>(dashes.size()), 0);
    cairo_move_to(cairo, kMargin + kHole + 6, y_);
    cairo_line_to(cairo, kMargin + kCardWidth - kHole - 6, y_);
    cairo_stroke(cairo);
    cairo_restore(cairo);
    hole_y_ = y_;
    y_ += space(mm(6));
}

void Proof::notes(std::vector<std::string> const& notes) {
    auto const x = kMargin + kPadding;
    auto* const cairo = page_.cairo();
    for (auto const& note : notes) {
        auto const middle = y_ + styles_.note.size * 0.74;
        page_.use(kNila);
        cairo_new_path(cairo);
        cairo_arc(cairo, x + 2, middle, 1.8, 0, 2 * std::numbers::pi);
        cairo_fill(cairo);
        y_ += page_.write(x + mm(5), y_, kInner - mm(5), note, styles_.note) + space(5);
    }
    y_ += space(mm(4));
}

bool Proof::frame() {
    using std::numbers::pi;
    auto* const cairo = page_.cairo();
    cairo_set_line_width(cairo, kFrame);
    rounded_rectangle(cairo, kMargin, kMargin, kCardWidth, y_ - kMargin);
    page_.use(kNila);
    cairo_stroke(cairo);
    for (bool const left : {true, false}) {
        auto const x = left ? kMargin : kMargin + kCardWidth;
        cairo_new_path(cairo);
        cairo_arc(cairo, x, hole_y_, kHole, 0, 2 * pi);
        page_.use(kWhite);
        cairo_fill(cairo);
        auto const from = left ? -pi / 2 : pi / 2;
        cairo_arc(cairo, x, hole_y_, kHole, from, from + pi);
        page_.use(kNila);
        cairo_stroke(cairo);
    }
    return y_ <= kPageHeight - kMargin;
}

bool is_clean(app::ProofContent const& content) {
    auto const clean = [](auto const& text) { return is_clean_utf8(text); };
    return clean(content.title) && clean(content.letterhead) && clean(content.number) &&
           std::ranges::all_of(content.notes, clean) &&
           std::ranges::all_of(content.lines, clean, &app::ProofContent::Line::label) &&
           std::ranges::all_of(content.lines, clean, &app::ProofContent::Line::value);
}

class Printer final : public app::ProofPrinter {
public:
    explicit Printer(PdfFonts fonts) : fonts_(std::move(fonts)) {}

    Result<Bytes> print(app::PaperContent const& content) override {
        std::scoped_lock const lock{mutex_};
        return print_paper(fonts_, content);
    }
    Result<Bytes> print(app::ProofContent const& content) override {
        std::scoped_lock const lock{mutex_};
        if (!is_clean(content)) return fail(Code::internal, "proof: not clean text");
        // M mends a seventh of the modules: enough for a fold or a smudge on paper.
        QrCode const qr{QRcode_encodeData(static_cast<int>(content.qr.size()),
                                          reinterpret_cast<unsigned char const*>(content.qr.data()),
                                          0, QR_ECLEVEL_M)};
        if (!qr) return fail(Code::internal, "proof: no QR for this text");
        for (double const scale : kScales) {
            PdfPage page{fonts_,
                         {.title = content.title + ' ' + grouped(content.number),
                          .author = on_one_line(content.letterhead),
                          .created = content.printed}};
            Proof proof{page, scale};
            proof.head(content);
            proof.face(content, *qr);
            proof.perforation();
            proof.notes(content.notes);
            if (proof.frame()) return page.finish();
        }
        return fail(Code::internal, "proof: more than a page");
    }

private:
    std::mutex mutex_;  ///< Guards fonts_: pango keeps what it has drawn with there.
    PdfFonts fonts_;
};

}  // namespace

Result<std::unique_ptr<app::ProofPrinter>> open_proof_printer(std::string const& fonts) {
    auto loaded = TRY(PdfFonts::open(fonts));
    return std::make_unique<Printer>(std::move(loaded));
}

}  // namespace mpaspor::gateways
