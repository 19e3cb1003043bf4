#include "inspect/jpeg_metadata.hpp"

#include <doctest/doctest.h>

#include <span>
#include <string>
#include <string_view>

using namespace mpaspor;
using namespace std::string_literals;

namespace {

std::string kept(std::string_view jpeg) {
    auto const bytes = inspect::without_metadata(std::as_bytes(std::span{jpeg}));
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

std::string segment(unsigned mark, std::string const& data) {
    auto const length = data.size() + 2;
    return "\xFF"s + static_cast<char>(mark) + static_cast<char>(length >> 8) +
           static_cast<char>(length & 0xFF) + data;
}

}  // namespace

TEST_CASE("segments that tell of camera, place and author go, the others stay byte for byte") {
    auto const begin = "\xFF\xD8"s;
    auto const needed = segment(0xE0, "JFIF") + segment(0xE2, "ICC_PROFILE") +
                        segment(0xEE, "Adobe") + segment(0xDB, std::string(65, '\1'));
    auto const picture = segment(0xDA, "\1") + "coded \xFF\0 data\xFF\xD9"s;
    std::string told;
    for (unsigned const mark : {0xE1U, 0xE3U, 0xE4U, 0xEDU, 0xEFU, 0xFEU}) {
        told += segment(mark, "told");
        CHECK(kept(begin + segment(mark, "told") + needed + picture) == begin + needed + picture);
    }
    CHECK(kept(begin + told + needed + told + picture) == begin + needed + picture);
}

TEST_CASE("bytes that are no whole JPEG stay as they are") {
    for (auto const& other : {""s, "\xFF"s, "\xFF\xD8"s, "%PDF-1.7"s, "\xFF\xD8\xFF\xE1\0\1"s,
                              "\xFF\xD8\xFF\xE1\xFF\xFFshort"s, "\xFF\xD8xx\0\4ab"s}) {
        CHECK(kept(other) == other);
    }
}

TEST_CASE("what looks like a segment within the coded picture is part of it") {
    auto const jpeg = "\xFF\xD8"s + segment(0xDA, "\1") + segment(0xE1, "within");
    CHECK(kept(jpeg) == jpeg);
}
