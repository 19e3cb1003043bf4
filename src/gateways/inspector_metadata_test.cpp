/// What is kept of a picture is the picture: one of them, of one type, and nothing that tells of
/// who took it, where and with what (trust.md, section 4: malicious upload).

#include "tests/inspect/files.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace mpaspor;
using namespace mpaspor::testing;
using namespace std::string_literals;
using namespace std::string_view_literals;

namespace {

std::string jpeg_segment(unsigned mark, std::string const& data) {
    auto const length = big_endian(static_cast<std::uint32_t>(data.size() + 2)).substr(2);
    return "\xFF"s + static_cast<char>(mark) + length + data;
}

/// The phone's picture with more segments at its beginning.
std::string jpeg_with(std::string const& segments) {
    auto jpeg = sample("phone.jpg");
    return jpeg.insert(2, segments);
}

/// The marks of the segments in front of the coded picture.
std::set<unsigned> marks_of(Bytes const& jpeg) {
    std::set<unsigned> marks;
    auto const byte = [&](std::size_t at) { return std::to_integer<unsigned>(jpeg.at(at)); };
    for (std::size_t at = 2; byte(at + 1) != 0xDA; at += 2 + (byte(at + 2) << 8 | byte(at + 3))) {
        REQUIRE(byte(at) == 0xFF);
        marks.insert(byte(at + 1));
    }
    return marks;
}

std::uint32_t adler32(std::string_view data) {
    std::uint32_t a = 1, b = 0;
    for (char const c : data) {
        a = (a + static_cast<unsigned char>(c)) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}

/// Not compressed: one stored block.
std::string zlib_stored(std::string const& data) {
    auto const size = static_cast<std::uint16_t>(data.size());
    auto const low = [](std::uint16_t n) {
        return std::string{static_cast<char>(n & 0xFF), static_cast<char>(n >> 8)};
    };
    return "\x78\x01\x01"s + low(size) + low(static_cast<std::uint16_t>(~size)) + data +
           big_endian(adler32(data));
}

/// 8 x 8 pixels of one grey level.
std::string grey_rows(char level) {
    std::string rows;
    for (int y = 0; y < 8; ++y) rows += '\0' + std::string(8, level);
    return zlib_stored(rows);
}

std::string png_of(std::string const& before, std::string const& after) {
    return std::string{kPng} + chunk("IHDR", big_endian(8) + big_endian(8) + "\x08\0\0\0\0"s) +
           before + chunk("IDAT", grey_rows('\xE0')) + after + chunk("IEND", "");
}

}  // namespace

TEST_CASE("a kept JPEG has no segments but those that decoding needs") {
    auto const xmp = "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>canary</x:xmpmeta>"s;
    auto const original = jpeg_with(jpeg_segment(0xFE, "canary comment") + jpeg_segment(0xE1, xmp) +
                                    jpeg_segment(0xE2, "ICC_PROFILE\0\1\1canary profile"s) +
                                    jpeg_segment(0xED, "Photoshop 3.0\0canary"s) +
                                    jpeg_segment(0xEF, "canary") + jpeg_segment(0xE3, "canary"));
    auto const kept = inspected(original).value();
    // JFIF, quantization, start of frame, Huffman tables.
    for (auto const mark : marks_of(kept.content)) {
        CAPTURE(mark);
        bool const is_needed =
            mark == 0xE0 || mark == 0xDB || mark == 0xC0 || mark == 0xC2 || mark == 0xC4;
        CHECK(is_needed);
    }
    CHECK_FALSE(text_of(kept.content).contains("canary"));
    // The control: the marks of what came are seen.
    auto const marks = marks_of(bytes_of(original));
    CHECK(marks.contains(0xFE));
    CHECK(marks.contains(0xE1));
}

TEST_CASE("a picture with another one behind it is kept as one picture") {
    auto const pair = sample("phone.jpg") + sample("phone.jpg");
    auto const text = text_of(inspected(pair).value().content);
    std::size_t starts = 0;
    for (auto at = text.find("\xFF\xD8\xFF"); at != std::string::npos;
         at = text.find("\xFF\xD8\xFF", at + 1)) {
        ++starts;
    }
    CHECK(starts == 1);
}

TEST_CASE("an animated PNG is kept as its first picture, without its words and its place") {
    auto const frame = [](std::uint32_t number) {
        return chunk("fcTL", big_endian(number) + big_endian(8) + big_endian(8) + big_endian(0) +
                                 big_endian(0) + "\0\x0A\0\x64\0\0"s);
    };
    auto const animated =
        png_of(chunk("acTL", big_endian(2) + big_endian(0)) + frame(0) +
                   chunk("tEXt", "Author\0canary"s) + chunk("eXIf", "MM\0*canary"s),
               frame(1) + chunk("fdAT", big_endian(2) + grey_rows('\x10')));
    auto const kept = inspected(animated).value();
    CHECK(kept.type == app::FileType::jpeg);
    CHECK(kept.width == 8);
    CHECK(kept.height == 8);
    CHECK_FALSE(kept.looks_dark);  // As the second one would be.
    CHECK_FALSE(text_of(kept.content).contains("canary"));
    CHECK_FALSE(text_of(kept.content).contains("fdAT"));
}

TEST_CASE("a web page, a program or an archive within a picture does not survive") {
    for (auto const* const payload : {"<script>alert(1)</script>", "PK\3\4",
                                      "\x7F"
                                      "ELF",
                                      "#!/bin/sh\n"}) {
        CAPTURE(std::string{payload});
        for (auto const& file :
             {jpeg_with(jpeg_segment(0xFE, payload)), sample("phone.jpg") + payload,
              png_of(chunk("tEXt", "Comment\0"s + payload), "")}) {
            REQUIRE(file.contains(payload));
            CHECK_FALSE(text_of(inspected(file).value().content).contains(payload));
        }
    }
}

TEST_CASE("a PNG whose lines unpack to more than its header says is not believed") {
    std::string rows;
    for (int y = 0; y < 4'000; ++y) rows += std::string(9, '\0');
    auto const larger = std::string{kPng} +
                        chunk("IHDR", big_endian(8) + big_endian(8) + "\x08\0\0\0\0"s) +
                        chunk("IDAT", zlib_stored(rows)) + chunk("IEND", "");
    auto const outcome = inspected(larger);
    if (outcome) CHECK(outcome->height == 8);
    if (!outcome) CHECK(info(outcome.error().code).name == "FILE_DAMAGED"sv);
}
