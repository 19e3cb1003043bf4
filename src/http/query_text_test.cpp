#include "http/query_text.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace mpaspor;
using http::unescaped;

namespace {

std::string code(std::string_view value, std::size_t bytes_max = 20) {
    auto const read = unescaped(value, bytes_max);
    return read ? "read" : std::string{info(read.error().code).name};
}

}  // namespace

TEST_CASE("000-01: what is typed into a search arrives as it was typed") {
    CHECK(unescaped("", 0).value().empty());
    CHECK(unescaped("tanjung%20pandan", 20).value() == "tanjung pandan");
    CHECK(unescaped("tanjung+pandan", 20).value() == "tanjung pandan");
    CHECK(unescaped("%c3%A9%2B%25", 20).value() == "\xc3\xa9+%");
    CHECK(unescaped("abc", 3).value() == "abc");
}

TEST_CASE("7: what no text is made of, and more than there may be, is refused") {
    for (auto const* bad :
         {"%", "%2", "%2g", "%g2", "a%", "%00", "%0a", "%7f", "%ff", "%c3", "%ed%a0%80"}) {
        CAPTURE(bad);
        CHECK(code(bad) == "MALFORMED_TEXT");
    }
    CHECK(code("abcd", 3) == "TOO_LONG");
    CHECK(code("%41%41%41%41", 3) == "TOO_LONG");
    CHECK(code("%41%41%41", 3) == "read");
}
