#include "base/utf8.hpp"

#include <doctest/doctest.h>

using mpaspor::is_clean_utf8;

TEST_CASE("utf8: text of every length of sequence is clean") {
    for (auto const* text : {"", "a", "\x7f", "\u00e9", "\u0e01", "\ufffd", "\U0001f600", "\ud7ff",
                             "\U0010ffff", "Ai'nun \u2019 \n"}) {
        CAPTURE(text);
        CHECK(is_clean_utf8(text));
    }
}

TEST_CASE("utf8: overlong forms, surrogates, what lies beyond, cut sequences and NUL are not") {
    for (std::string_view const text :
         {std::string_view{"\0", 1}, std::string_view{"a\0b", 3}, std::string_view{"\x80"},
          std::string_view{"\xC0\xAF"}, std::string_view{"\xC1\xBF"}, std::string_view{"\xC3"},
          std::string_view{"\xE0\x9F\xBF"}, std::string_view{"\xED\xA0\x80"},
          std::string_view{"\xE2\x82"}, std::string_view{"\xE2\x82z"},
          std::string_view{"\xF0\x8F\xBF\xBF"}, std::string_view{"\xF4\x90\x80\x80"},
          std::string_view{"\xF5\x80\x80\x80"}, std::string_view{"\xFF"}}) {
        CAPTURE(text);
        CHECK_FALSE(is_clean_utf8(text));
    }
}
