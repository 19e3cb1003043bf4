#include "snap/minify.hpp"

#include <doctest/doctest.h>

using namespace mpaspor;

TEST_CASE("minify removes white space between tokens and nothing else") {
    CHECK(snap::minify("") == "");
    CHECK(snap::minify(" \t\r\n") == "");
    CHECK(snap::minify("{ \"a\" : [ 1 , 2 ] }\n") == R"({"a":[1,2]})");
    CHECK(snap::minify(R"({"a":[1,2]})") == R"({"a":[1,2]})");
}

TEST_CASE("minify keeps strings to the byte, escaped quotes and backslashes included") {
    CHECK(snap::minify(R"({ "partnerServiceId" : "   12345" })") ==
          R"({"partnerServiceId":"   12345"})");
    CHECK(snap::minify(R"([ "a \" b" , 1 ])") == R"(["a \" b",1])");
    CHECK(snap::minify(R"([ "a \\" , " b" ])") == R"(["a \\"," b"])");
    CHECK(snap::minify(R"([ "a \\\" b" , " c" ])") == R"(["a \\\" b"," c"])");
    CHECK(snap::minify("\"caf\xC3\xA9 \"") == "\"caf\xC3\xA9 \"");
}

TEST_CASE("minify of a text that ends inside a string keeps what is there") {
    CHECK(snap::minify("{ \"a b") == "{\"a b");
}
