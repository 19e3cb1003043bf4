#include "domain/identity/printed_name.hpp"

#include "base/utf8.hpp"
#include "domain/identity/latin_letters.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

namespace mpaspor::identity {
namespace {

constexpr char32_t kDiaeresis = 0x308, kRing = 0x30A;  ///< That combine with the letter before.

/// Titles, as they are written (3.6 names dr., H. and S.H.; the others are of the same kinds). With
/// its dots one is always a title; without, only where no name is written so. A plain "H" may be an
/// initial and stays: nothing is taken off a name on a guess.
constexpr auto kTitlesBefore =
    std::to_array<std::string_view>({"DR.", "DRS.", "DRA.", "DRG.", "DRH.", "IR.", "PROF.", "APT.",
                                     "NS.", "H.", "HJ.", "K.H.", "KH."});
constexpr auto kTitlesWithoutDot =
    std::to_array<std::string_view>({"DR", "DRS", "DRA", "DRG", "DRH", "PROF", "HJ", "KH"});
constexpr auto kTitlesAfter = std::to_array<std::string_view>({
    "S.H.",    "S.E.",     "S.T.",     "S.S.",   "S.P.",   "S.PD.",   "S.PD.I.",  "S.AG.",
    "S.SOS.",  "S.SOS.I.", "S.KOM.",   "S.SI.",  "S.I.P.", "S.IP.",   "S.PSI.",   "S.KED.",
    "S.KEP.",  "S.FARM.",  "S.PT.",    "S.HUT.", "S.AK.",  "S.AKUN.", "S.I.KOM.", "S.IKOM.",
    "S.TR.",   "S.K.M.",   "S.KM.",    "S.GZ.",  "S.H.I.", "S.E.I.",  "S.E.SY.",  "S.HUM.",
    "S.FIL.",  "S.TH.",    "S.SN.",    "S.TP.",  "S.T.P.", "S.STP.",  "S.AP.",    "S.A.P.",
    "M.M.",    "M.H.",     "M.T.",     "M.P.",   "M.A.",   "M.PD.",   "M.PD.I.",  "M.SI.",
    "M.KN.",   "M.KOM.",   "M.I.KOM.", "M.AG.",  "M.HUM.", "M.KES.",  "M.SC.",    "M.B.A.",
    "M.AK.",   "M.AP.",    "M.A.P.",   "M.PSI.", "M.ENG.", "M.PHIL.", "M.TH.",    "LL.M.",
    "PH.D.",   "A.MD.",    "A.MA.",    "B.A.",   "B.SC.",  "B.ENG.",  "SP.A.",    "SP.B.",
    "SP.M.",   "SP.S.",    "SP.AN.",   "SP.JP.", "SP.KK.", "SP.OG.",  "SP.PD.",   "SP.RAD.",
    "SP.THT.",
});

struct Word {
    std::string text;
    bool dotted = false;  ///< A dot follows at once.
    bool joined = false;  ///< To the word before, by its dot alone.
    int comma = 0;        ///< Commas before it.
};

/// A name taken apart: its words, and whether anything but letters and blanks went.
struct Words {
    std::vector<Word> all = {};
    bool changed = false;
};

/// Takes a name apart, character by character.
class Taken {
public:
    Result<Words> apart(std::string_view name) {
        while (!name.empty()) {
            if (!take(next_point(name))) return fail(Code::name_not_printable, "no letter of ours");
        }
        end_word();
        return std::move(words_);
    }

private:
    bool take(char32_t point) {
        bool const capital = point >= U'A' && point <= U'Z';
        if (capital || (point >= U'a' && point <= U'z')) {
            word_.text += static_cast<char>(capital ? point : point - U'a' + U'A');
            plain_ = word_.text.back();
            return true;
        }
        char const before = std::exchange(plain_, '\0');
        if (auto const letters = spelling(point); !letters.empty()) {
            word_.text += letters;
            words_.changed = true;
            return true;
        }
        Sign const kind = sign(point);
        words_.changed = words_.changed || kind != Sign::blank;
        if (kind == Sign::closing) {
            combine(before, point);
        } else if (kind != Sign::none) {
            part(point);
        }
        return kind != Sign::none;
    }

    /// A letter and its combining sign are the same as the one character for both.
    void combine(char before, char32_t point) {
        if (point == kDiaeresis && (before == 'A' || before == 'O' || before == 'U')) {
            word_.text += 'E';
        } else if (point == kRing && before == 'A') {
            word_.text += 'A';
        }
    }

    void part(char32_t point) {
        bool const dot = point == U'.' && !word_.text.empty();
        word_.dotted = dot;
        end_word();
        word_.joined = dot;
        commas_ += point == U',' ? 1 : 0;
    }

    void end_word() {
        if (!word_.text.empty()) {
            word_.comma = commas_;
            words_.all.push_back(std::move(word_));
        }
        word_ = {};
    }

    Words words_ = {};
    Word word_ = {};
    char plain_ = '\0';  ///< The letter just taken, if it was one of A-Z.
    int commas_ = 0;
};

/// "S.PD." of the words S and PD.
std::string with_dots(std::span<Word const> words) {
    std::string text;
    for (Word const& word : words) text.append(word.text).append(".");
    return text;
}

template <std::size_t kSize>
bool is_one_of(std::array<std::string_view, kSize> const& titles, std::string_view text) {
    return std::ranges::find(titles, text) != titles.end();
}

/// How many words at the front are a title; 0 when none is. It never is all there is.
std::size_t title_before(std::span<Word const> words) {
    for (std::size_t size = std::min<std::size_t>(2, words.size() - 1); size > 0; --size) {
        auto const title = words.first(size);
        auto const& next = words[size];
        // Initials that are written together are initials: H.B. is no haji.
        bool const initials =
            size == 1 && title[0].text.size() == 1 && next.joined && next.text.size() == 1;
        bool const dotted = title.back().dotted && is_one_of(kTitlesBefore, with_dots(title));
        bool const plain = size == 1 && is_one_of(kTitlesWithoutDot, title[0].text);
        bool const together = size == 1 || title[1].joined;
        if (together && !initials && (dotted || plain)) return size;
    }
    return 0;
}

/// Whether these words are a title that stands after a name: with its dots, or after a comma, which
/// needs none.
bool is_title_after(std::span<Word const> words) {
    if (words.size() > 1 && is_one_of(kTitlesAfter, with_dots(words))) return true;
    if (words.front().comma == 0) return false;
    std::string letters;
    for (Word const& word : words) letters += word.text;
    return std::ranges::any_of(kTitlesAfter, [&letters](std::string_view title) {
        std::string plain{title};
        std::erase(plain, '.');
        return plain == letters;
    });
}

/// How many words at the end are a title; 0 when none is. It never is all there is.
std::size_t title_after(std::span<Word const> words) {
    std::size_t run = 1, part = 1;  // Joined by dots to the last one; behind the same comma.
    while (run < words.size() && words[words.size() - run].joined) ++run;
    while (part < words.size() && words[words.size() - part - 1].comma == words.back().comma)
        ++part;
    for (std::size_t const size : {run, part}) {
        if (size < words.size() && is_title_after(words.last(size))) return size;
    }
    return 0;
}

std::span<Word const> without_titles(std::span<Word const> words) {
    while (std::size_t const size = title_after(words)) words = words.first(words.size() - size);
    while (std::size_t const size = title_before(words)) words = words.subspan(size);
    return words;
}

/// As many whole words from the front as the line has room for; of one that is longer, its front.
std::string shortened(std::string_view full) {
    if (full.size() <= kPrintedNameMax) return std::string{full};
    auto const end = full.substr(0, kPrintedNameMax + 1).rfind(' ');
    return std::string{full.substr(0, std::min(end, kPrintedNameMax))};
}

}  // namespace

Result<PrintedName> printed_name(std::string_view name) {
    if (!is_clean_utf8(name)) return fail(Code::name_not_printable, "not UTF-8");
    auto const taken = TRY(Taken{}.apart(name));
    if (taken.all.empty()) return fail(Code::name_not_printable, "no letters");
    auto const words = without_titles(taken.all);

    PrintedName printed;
    for (Word const& word : words) {
        printed.full.append(printed.full.empty() ? "" : " ").append(word.text);
    }
    printed.text = shortened(printed.full);
    printed.shortened = printed.text.size() < printed.full.size();
    printed.changed_signs = taken.changed || words.size() < taken.all.size();
    return printed;
}

std::size_t words_of(std::string_view printed) {
    if (printed.empty()) return 0;
    return static_cast<std::size_t>(std::ranges::count(printed, ' ')) + 1;
}

}  // namespace mpaspor::identity
