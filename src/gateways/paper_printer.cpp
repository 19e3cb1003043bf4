#include "gateways/paper_printer.hpp"

#include "base/utf8.hpp"

#include <cairo.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace mpaspor::gateways {
namespace {

constexpr double mm(double length) {
    return length * kPointsPerMm;
}

constexpr auto kNila = colour(0x26367a);
constexpr auto kInk = colour(0x151a33);
constexpr auto kSoft = colour(0x3f4663);
constexpr auto kLine = colour(0xdcd2bd);

constexpr double kMargin = mm(18);
constexpr double kWidth = kPageWidth - 2 * kMargin;
constexpr double kBottom = kPageHeight - mm(22);
constexpr double kFooter = kPageHeight - mm(15);
constexpr double kLabelWidth = mm(52);
constexpr double kGap = mm(4);
constexpr double kAfterLine = 3;
/// The first lines that stay with a heading.
constexpr double kHeadingRoom = mm(14);
/// A value is set in pieces of so many bytes at most, so that each fits on a page.
constexpr std::size_t kPieceBytesMax = 1'500;

constexpr TextStyle kLetterhead{Face::regular, 10, kSoft};
constexpr TextStyle kTitle{Face::semibold, 20, kNila};
constexpr TextStyle kIntro{Face::regular, 10, kInk};
constexpr TextStyle kLabel{Face::regular, 9, kSoft};
constexpr TextStyle kValue{Face::regular, 10, kInk};
constexpr TextStyle kPage{Face::regular, 8, kSoft};

TextStyle heading_style(int level) {
    return {Face::semibold, level <= 1 ? 15.0 : level == 2 ? 12.0 : 10.5, kNila};
}

/// The first piece of clean UTF-8, cut at a character's end.
std::string_view piece(std::string_view text) {
    auto end = std::min(text.size(), kPieceBytesMax);
    while (end > 0 && end < text.size() &&
           (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) {
        --end;
    }
    return text.substr(0, end);
}

class Paper {
public:
    Paper(PdfPage& page, app::PaperContent const& content) : page_(page), content_(content) {}

    void head() {
        y_ += page_.write(kMargin, y_, kWidth, content_.letterhead, kLetterhead) + mm(3);
        y_ += page_.write(kMargin, y_, kWidth, content_.title, kTitle) + mm(3);
        y_ += page_.write(kMargin, y_, kWidth, content_.intro, kIntro) + mm(5);
        rule();
        number();
    }
    void add(app::PaperContent::Line const& line) {
        if (line.level > 0) return heading(line);
        std::string_view value{line.value};
        std::string_view label{line.label};
        do {
            auto const part = piece(value);
            value.remove_prefix(part.size());
            pair(label, part);
            label = {};
        } while (!value.empty());
    }
    int pages() const { return pages_; }

private:
    void heading(app::PaperContent::Line const& line) {
        auto const style = heading_style(line.level);
        auto const space = line.level <= 1 ? mm(6) : mm(3);
        auto const height = page_.height_of(line.label, style, kWidth);
        make_room(space + height + kHeadingRoom);
        y_ += space;
        y_ += page_.write(kMargin, y_, kWidth, line.label, style) + kAfterLine;
        if (line.level <= 1) rule();
    }
    void pair(std::string_view label, std::string_view value) {
        auto const value_width = kWidth - kLabelWidth - kGap;
        auto const height = std::max(page_.height_of(label, kLabel, kLabelWidth),
                                     page_.height_of(value, kValue, value_width));
        make_room(height);
        page_.write(kMargin, y_ + 1, kLabelWidth, label, kLabel);
        page_.write(kMargin + kLabelWidth + kGap, y_, value_width, value, kValue);
        y_ += height + kAfterLine;
    }
    void make_room(double height) {
        if (y_ + height <= kBottom) return;
        page_.next_page();
        ++pages_;
        y_ = kMargin;
        number();
    }
    void rule() {
        auto* const cairo = page_.cairo();
        page_.use(kLine);
        cairo_set_line_width(cairo, 0.6);
        cairo_move_to(cairo, kMargin, y_);
        cairo_line_to(cairo, kMargin + kWidth, y_);
        cairo_stroke(cairo);
        y_ += kAfterLine;
    }
    void number() {
        auto const text =
            content_.title + " \xc2\xb7 " + content_.page + ' ' + std::to_string(pages_);
        page_.write(kMargin, kFooter, kWidth, text, kPage);
    }

    PdfPage& page_;
    app::PaperContent const& content_;
    double y_ = kMargin;
    int pages_ = 1;
};

bool is_clean(app::PaperContent const& content) {
    auto const clean = [](auto const& text) { return is_clean_utf8(text); };
    return clean(content.title) && clean(content.letterhead) && clean(content.intro) &&
           clean(content.page) &&
           std::ranges::all_of(content.lines, clean, &app::PaperContent::Line::label) &&
           std::ranges::all_of(content.lines, clean, &app::PaperContent::Line::value);
}

}  // namespace

Result<Bytes> print_paper(PdfFonts const& fonts, app::PaperContent const& content) {
    if (!is_clean(content)) return fail(Code::internal, "paper: not clean text");
    PdfPage page{
        fonts, {.title = content.title, .author = content.letterhead, .created = content.printed}};
    Paper paper{page, content};
    paper.head();
    for (auto const& line : content.lines) {
        paper.add(line);
        if (paper.pages() > kPaperPagesMax) return fail(Code::internal, "paper: too many pages");
    }
    return page.finish();
}

}  // namespace mpaspor::gateways
