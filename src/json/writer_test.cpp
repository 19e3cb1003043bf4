#include "json/writer.hpp"

#include "base/invariant.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>
#include <simdjson.h>

#include <limits>
#include <string>
#include <vector>

using namespace mpaspor;
using json::Writer;

namespace {

/// The writer's mistakes abort in tests; here they are to be seen as exceptions.
struct ThrowingInvariants {
    ThrowingInvariants() { set_on_broken_invariant(OnBrokenInvariant::throw_it); }
    ~ThrowingInvariants() { set_on_broken_invariant(OnBrokenInvariant::abort); }
    ThrowingInvariants(ThrowingInvariants const&) = delete;
    ThrowingInvariants& operator=(ThrowingInvariants const&) = delete;
};

/// What an independent reader finds in the one member of the one object.
std::string read_back(std::string const& json) {
    simdjson::dom::parser parser;
    auto const element = parser.parse(json)["text"];
    std::string_view text;
    REQUIRE(element.get_string().get(text) == simdjson::SUCCESS);
    return std::string{text};
}

}  // namespace

TEST_CASE("writer: objects, arrays and every kind of value, with commas only between") {
    Writer w;
    w.object().member("number", "A-1").member("free", 12).member("full", false).null("note");
    w.array("days");
    for (int day = 1; day <= 2; ++day) w.object().member("day", day).end();
    w.end().object("empty").end().array("none").end();
    w.array("mixed").element("x").element(std::int64_t{-1}).raw_element("[true]").array().end();
    w.end().raw("raw", R"({"a":1})").member("last", std::string{"z"}).end();
    CHECK(std::move(w).text() ==
          R"({"number":"A-1","free":12,"full":false,"note":null,"days":[{"day":1},{"day":2}],)"
          R"("empty":{},"none":[],"mixed":["x",-1,[true],[]],"raw":{"a":1},"last":"z"})");
}

TEST_CASE("writer: the whole may be an array, a text or a number") {
    Writer list;
    list.array().end();
    CHECK(std::move(list).text() == "[]");
    Writer text;
    text.element("x");
    CHECK(std::move(text).text() == R"("x")");
}

TEST_CASE("writer: escapes quotes, backslashes and every control character") {
    std::string all;
    for (char c = 1; c < 0x20; ++c) all += c;
    all += "\"\\/<>& \x7f\u00e9\u20ac\U0001F600";
    Writer w;
    w.object().member("text", all).end();
    auto const json = std::move(w).text();
    CHECK(json.contains(R"(\u0001\u0002)"));
    CHECK(json.contains(R"(\t\n)"));
    CHECK(json.contains(R"(\"\\/)"));
    CHECK(read_back(json) == all);
}

TEST_CASE("writer: integers to both ends of their range") {
    Writer w;
    w.array().element(std::numeric_limits<std::int64_t>::min());
    w.element(std::numeric_limits<std::int64_t>::max()).end();
    CHECK(std::move(w).text() == "[-9223372036854775808,9223372036854775807]");
}

TEST_CASE("writer: whatever text goes in, simdjson reads the same text") {
    CHECK(rc::check([](std::vector<std::uint32_t> const& points) {
        std::string text;
        for (auto const any : points) {  // Any code point but NUL and the surrogates.
            auto const point = any % 0x10FFFF + 1;
            if (point < 0x80) {
                text += static_cast<char>(point);
            } else if (point < 0x800) {
                text += static_cast<char>(0xC0 | (point >> 6));
                text += static_cast<char>(0x80 | (point & 0x3F));
            } else if (point < 0x10000) {
                if (point >= 0xD800 && point < 0xE000) continue;
                text += static_cast<char>(0xE0 | (point >> 12));
                text += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
                text += static_cast<char>(0x80 | (point & 0x3F));
            } else {
                text += static_cast<char>(0xF0 | (point >> 18));
                text += static_cast<char>(0x80 | ((point >> 12) & 0x3F));
                text += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
                text += static_cast<char>(0x80 | (point & 0x3F));
            }
        }
        Writer w;
        w.object().member("text", text).end();
        RC_ASSERT(read_back(std::move(w).text()) == text);
    }));
}

TEST_CASE("writer: whatever is nested, simdjson reads it, and it is minimal") {
    CHECK(rc::check([](std::vector<std::uint8_t> const& steps) {
        Writer w;
        std::string open = "[";
        w.array();
        for (auto const step : steps) {
            bool const named = open.back() == '{';
            if (step % 5 < 2 && open.size() < 30) {
                bool const object = step % 5 == 0;
                if (object) named ? w.object("o") : w.object();
                if (!object) named ? w.array("a") : w.array();
                open += object ? '{' : '[';
            } else if (step % 5 == 2 && open.size() > 1) {
                w.end();
                open.pop_back();
            } else {
                named ? w.member("n", step) : w.element(step);
            }
        }
        for (std::size_t i = 0; i < open.size(); ++i) w.end();
        auto const json = std::move(w).text();
        simdjson::dom::parser parser;
        RC_ASSERT(simdjson::minify(parser.parse(json)) == json);
    }));
}

TEST_CASE("writer: a caller's mistake is a broken invariant, never broken JSON") {
    ThrowingInvariants const throwing;
    CHECK_THROWS_AS(Writer{}.member("name", 1), BrokenInvariant);
    CHECK_THROWS_AS(Writer{}.object().element("no name"), BrokenInvariant);
    CHECK_THROWS_AS(Writer{}.object().array(), BrokenInvariant);
    CHECK_THROWS_AS(Writer{}.array().member("in array", 1), BrokenInvariant);
    CHECK_THROWS_AS(Writer{}.object().end().object(), BrokenInvariant);
    CHECK_THROWS_AS(Writer{}.end(), BrokenInvariant);
    CHECK_THROWS_AS(Writer{}.array().raw_element(""), BrokenInvariant);
    CHECK_THROWS_AS(std::move(Writer{}.array()).text(), BrokenInvariant);
    CHECK_THROWS_AS(Writer{}.text(), BrokenInvariant);
    CHECK_THROWS_AS(Writer{}.element("\xff"), BrokenInvariant);
    CHECK_THROWS_AS(Writer{}.element("\xed\xa0\x80"), BrokenInvariant);  // A surrogate.
    CHECK_THROWS_AS(Writer{}.element(std::string_view{"a\0b", 3}), BrokenInvariant);
}
