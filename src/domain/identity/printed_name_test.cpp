#include "domain/identity/printed_name.hpp"

#include "domain/identity/latin_letters.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

using namespace mpaspor;
using namespace mpaspor::identity;

namespace {

struct Case {
    char const* name;
    char const* printed;
};

void check(std::initializer_list<Case> cases) {
    for (auto const& c : cases) {
        CAPTURE(c.name);
        auto const printed = printed_name(c.name);
        REQUIRE(printed.has_value());
        CHECK(printed->text == c.printed);
        CHECK(printed->full == c.printed);
        CHECK_FALSE(printed->shortened);
    }
}

/// A-Z in words that single spaces part.
bool is_printed(std::string_view text) {
    bool const signs =
        std::ranges::all_of(text, [](char c) { return c == ' ' || (c >= 'A' && c <= 'Z'); });
    return signs && !text.empty() && text.front() != ' ' && text.back() != ' ' &&
           !text.contains("  ");
}

std::string utf8(char32_t point) {
    std::string text;
    auto const tail = [&](unsigned shift) {
        text += static_cast<char>(0x80U | ((point >> shift) & 0x3FU));
    };
    if (point < 0x80) {
        text += static_cast<char>(point);
    } else if (point < 0x800) {
        text += static_cast<char>(0xC0U | (point >> 6U));
        tail(0);
    } else {
        text += static_cast<char>(0xE0U | (point >> 12U));
        tail(6);
        tail(0);
    }
    return text;
}

}  // namespace

TEST_CASE("a passport prints letters and single spaces (D13, 3.6)") {
    check({
        {"Ai'nun", "AINUN"},
        {"M. Firman", "M FIRMAN"},
        {"M.Firman", "M FIRMAN"},
        {"Sukarman", "SUKARMAN"},
        {"  siti \t rukmiati\u00A0putri ", "SITI RUKMIATI PUTRI"},
        {"Nur\u2019aini", "NURAINI"},
        {"Ma\u02BFruf", "MARUF"},
        {"A.A. Ngurah", "A A NGURAH"},
        {"Anne-Marie", "ANNE MARIE"},
        {"Anne\u2011Marie", "ANNE MARIE"},
        {"Siregar, Budi", "SIREGAR BUDI"},
        {"Budi (Santoso)", "BUDI SANTOSO"},
        {"Budi/Santoso", "BUDI SANTOSO"},
        {"Budi\u200BSantoso", "BUDISANTOSO"},
        {"Andi 3", "ANDI"},
    });
}

TEST_CASE("diacritics become their letters as ICAO 9303-3 has it, composed or not (3.6)") {
    check({
        {"Ren\u00E9e", "RENEE"},
        {"Rene\u0301e", "RENEE"},
        {"M\u00FCller", "MUELLER"},
        {"Mu\u0308ller", "MUELLER"},
        {"\u00C5se", "AASE"},
        {"A\u030Ase", "AASE"},
        {"B\u00F8rge", "BOERGE"},
        {"Stra\u00DFe", "STRASSE"},
        {"\u00DE\u00F3r", "THOR"},
        {"\u0141ukasz \u017B\u00F3\u0142\u0107", "LUKASZ ZOLC"},
        {"Nguy\u1EC5n Ng\u1ECDc", "NGUYEN NGOC"},
        {"\u1E24asan", "HASAN"},
        {"\u0152uvre", "OEUVRE"},
        {"Zo\u00EB", "ZOE"},
    });
}

TEST_CASE("titles are left out, and nothing on a guess (3.6)") {
    check({
        {"dr. Ahmad", "AHMAD"},
        {"Dr Ahmad", "AHMAD"},
        {"Prof. Dr. H. Ahmad Fauzi, S.H., M.Kn.", "AHMAD FAUZI"},
        {"Dr.H.Ahmad", "AHMAD"},
        {"Hj. Siti Aminah", "SITI AMINAH"},
        {"HJ SITI AMINAH", "SITI AMINAH"},
        {"K.H. Ahmad", "AHMAD"},
        {"Ir. Sutrisno MM", "SUTRISNO MM"},
        {"Budi Santoso S.Kom", "BUDI SANTOSO"},
        {"Budi Santoso S.Pd.I.", "BUDI SANTOSO"},
        {"Budi Santoso, SH, MM", "BUDI SANTOSO"},
        {"Budi Santoso, S. H.", "BUDI SANTOSO"},
        {"Budi Santoso, S.H. M.M.", "BUDI SANTOSO"},
        // H. in front is haji; an H without a dot, elsewhere, or written with another initial is
        // not.
        {"H. Ahmad", "AHMAD"},
        {"H Ahmad", "H AHMAD"},
        {"Muhammad H. Siregar", "MUHAMMAD H SIREGAR"},
        {"Budi H.", "BUDI H"},
        {"H.B. Yasin", "H B YASIN"},
        {"H. B. Yasin", "B YASIN"},
        // What could be initials or a name stays.
        {"Budi S. H.", "BUDI S H"},
        {"Budi SE", "BUDI SE"},
        {"Ir Budi", "IR BUDI"},
        {"Drajat", "DRAJAT"},
        {"Muhammad Dr", "MUHAMMAD DR"},
        // A title is never all there is.
        {"Dr.", "DR"},
        {"Dr. H.", "H"},
        {"S.H.", "S H"},
        {"Prof, S.H.", "PROF"},
    });
}

TEST_CASE("what is not as it was typed is said, so that people look (D13)") {
    for (char const* const same : {"Budi Santoso", "BUDI  SANTOSO ", "H Ahmad"}) {
        CHECK_FALSE(printed_name(same)->changed_signs);
    }
    for (char const* const changed : {"M. Firman", "Ai'nun", "Ren\u00E9e", "Dr Ahmad", "Andi 3"}) {
        CHECK(printed_name(changed)->changed_signs);
    }
}

TEST_CASE("more than 34 characters lose whole words from the end; page 4 has them (3.6)") {
    // 34, 35 and more characters.
    auto const fits = printed_name("Muhammad Abdurrahman Yusuf Hasibua");
    CHECK(fits->text == "MUHAMMAD ABDURRAHMAN YUSUF HASIBUA");
    CHECK_FALSE(fits->shortened);
    auto const longer = printed_name("Muhammad Abdurrahman Yusuf Hasibuan");
    CHECK(longer->text == "MUHAMMAD ABDURRAHMAN YUSUF");
    CHECK(longer->full == "MUHAMMAD ABDURRAHMAN YUSUF HASIBUAN");
    CHECK(longer->shortened);
    CHECK_FALSE(longer->changed_signs);
    auto const at_space = printed_name("Muhammad Abdurrahman Yusuf Hasibua B");
    CHECK(at_space->text == "MUHAMMAD ABDURRAHMAN YUSUF HASIBUA");
    auto const one_word = printed_name(std::string(40, 'a') + " b");
    CHECK(one_word->text == std::string(34, 'A'));
    CHECK(one_word->full == std::string(40, 'A') + " B");
    CHECK(one_word->shortened);
}

TEST_CASE("a name that no passport can show is refused (3.6)") {
    for (std::string const name :
         {"", "   ", ".", "'", "123", "\u674E\u5C0F\u9F99", "Ahmad \u0639\u0644\u064A",
          "\u0414\u043C\u0438\u0442\u0440\u0438\u0439", "Budi \xF0\x9F\x98\x80", "Budi \xC3",
          "\xFF"}) {
        CAPTURE(name);
        auto const printed = printed_name(name);
        REQUIRE_FALSE(printed.has_value());
        CHECK(printed.error().code == Code::name_not_printable);
    }
    CHECK(printed_name(std::string_view{"Budi\0Santoso", 12}).error().code ==
          Code::name_not_printable);
}

TEST_CASE("every Latin letter of the table is spelled with capitals alone, both cases alike") {
    for (char32_t point = 0xC0; point < 0x180; ++point) {
        CAPTURE(static_cast<std::uint32_t>(point));
        bool const letter = point != 0xD7 && point != 0xF7;
        CHECK(spelling(point).empty() != letter);
        if (letter) CHECK(is_printed(spelling(point)));
    }
    for (char32_t point = 0xC0; point < 0xDF; ++point) {
        CHECK(spelling(point) == spelling(point + 0x20));
    }
    CHECK(spelling(U'A').empty());
    CHECK(spelling(0x674E).empty());
}

TEST_CASE(
    "what is printed is valid, short enough, whole words of the full name, and stays as it is") {
    // Words of letters, titles and signs of every kind in every order.
    static auto const kParts = std::to_array<std::string>(
        {"a",      "H",           "H.",       "Dr.",    "Hj",     "budi",   "S.H.",   "M.Pd.I",
         "SH",     "K.H.",        ".",        ",",      ", ",     " ",      "-",      "'",
         "7",      "(",           "\u0308",   "\u030A", "\u00E9", "\u00DC", "\u00DF", "\u2019",
         "\u00A0", "Abdurrahman", "Nasution", "u",      "A",      "O"});
    bool const held = rc::check([] {
        std::string name;
        for (auto const part : *rc::gen::container<std::vector<std::size_t>>(
                 rc::gen::inRange<std::size_t>(0, kParts.size() + 1))) {
            name +=
                part < kParts.size() ? kParts[part] : utf8(*rc::gen::inRange<char32_t>(1, 0x250));
        }
        auto const printed = printed_name(name);
        if (!printed) {
            RC_ASSERT(printed.error().code == Code::name_not_printable);
            return;
        }
        RC_ASSERT(is_printed(printed->text));
        RC_ASSERT(is_printed(printed->full));
        RC_ASSERT(printed->text.size() <= kPrintedNameMax);
        RC_ASSERT(printed->full.starts_with(printed->text));
        RC_ASSERT(printed->shortened == (printed->text != printed->full));
        auto const again = printed_name(printed->text);
        RC_ASSERT(again.has_value());
        RC_ASSERT(again->text == printed->text);
        RC_ASSERT(!again->changed_signs);
        RC_ASSERT(printed_name(printed->full)->full == printed->full);
        RC_ASSERT(words_of(printed->text) >= 1U);
    });
    CHECK(held);
}

TEST_CASE("words are counted for those who go to umrah (2.5)") {
    CHECK(words_of("") == 0);
    CHECK(words_of("SUKARMAN") == 1);
    CHECK(words_of("SITI AMINAH") == 2);
    CHECK(words_of(printed_name("Ai'nun").value().text) == 1);
}
