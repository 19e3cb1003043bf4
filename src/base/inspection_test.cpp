#include "base/inspection.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

using namespace mpaspor;
using namespace mpaspor::inspection;

namespace {

constexpr std::size_t kOutcomeAt = 0;
constexpr std::size_t kHintsAt = 2;
constexpr std::size_t kWidthAt = 4;
constexpr std::size_t kPagesAt = 12;
constexpr std::size_t kLengthAt = 16;

Inspected picture() {
    return {.kind = Kind::jpeg,
            .content = Bytes(70'000),
            .width = 2000,
            .height = 1,
            .looks_blurred = true,
            .looks_dark = true};
}

}  // namespace

TEST_CASE("a request head carries any length up to 10 MiB and none beyond") {
    for (auto const size : {std::size_t{0}, std::size_t{1}, std::size_t{70'000}, kFileBytesMax}) {
        for (auto const ask : {Ask::file, Ask::file_and_mrz}) {
            auto const request = decode_request_head(encode_request_head(size, ask)).value();
            CHECK(request.file_bytes == size);
            CHECK(request.ask == ask);
        }
    }
    auto head = encode_request_head(kFileBytesMax, Ask::file);
    head[0] = std::byte{1};
    CHECK(decode_request_head(head).error().code == Code::malformed_request);
    head = encode_request_head(1, Ask::file_and_mrz);
    head[4] = std::byte{2};
    CHECK(decode_request_head(head).error().code == Code::malformed_request);
}

TEST_CASE("an answer head carries an accepted picture with its size and hints") {
    auto const answer = decode_answer_head(encode_answer_head(picture())).value();
    CHECK_FALSE(answer.refusal);
    CHECK(answer.content_bytes == 70'000);
    CHECK(answer.file.kind == Kind::jpeg);
    CHECK(answer.file.width == 2000);
    CHECK(answer.file.height == 1);
    CHECK(answer.file.looks_blurred);
    CHECK(answer.file.looks_dark);
}

TEST_CASE("an answer head carries an accepted PDF with its pages") {
    auto const answer = decode_answer_head(
        encode_answer_head(Inspected{.kind = Kind::pdf, .content = Bytes(9), .pages = kPagesMax}));
    REQUIRE(answer);
    CHECK(answer->file.kind == Kind::pdf);
    CHECK(answer->file.pages == kPagesMax);
    CHECK_FALSE(answer->file.looks_blurred);
}

TEST_CASE("an answer head carries every code that a reader may refuse with, and no other") {
    using enum Code;
    for (auto const code :
         {file_damaged, file_empty, file_type_unsupported, file_encrypted, file_active_content,
          file_too_many_pixels, file_too_many_pages, file_too_costly}) {
        CHECK(decode_answer_head(encode_answer_head(fail(code))).value().refusal == code);
    }
    CHECK(decode_answer_head(encode_answer_head(fail(forbidden))).value().refusal == file_damaged);
}

TEST_CASE("an answer head out of bounds is refused, whichever number is") {
    struct Case {
        std::size_t at;
        int value;
    };
    for (auto const& [at, value] :
         {Case{kOutcomeAt, 1}, Case{kOutcomeAt, 9}, Case{1, 2}, Case{1, 1}, Case{kHintsAt, 4},
          Case{3, 1}, Case{kWidthAt, 0xD1}, Case{kWidthAt + 3, 0x80}, Case{kPagesAt, 0},
          Case{kPagesAt, 2}, Case{kLengthAt + 2, 0xFF}}) {
        auto head = encode_answer_head(picture());
        REQUIRE(decode_answer_head(head));
        head[at] = static_cast<std::byte>(value);
        CAPTURE(at);
        CAPTURE(value);
        CHECK_FALSE(decode_answer_head(head));
    }
}

TEST_CASE("whatever a reader says, an answer that is taken stays within the limits") {
    bool const held = rc::check([](std::vector<std::uint8_t> const& noise) {
        AnswerHead head{};
        for (std::size_t i = 0; i < std::min(noise.size(), head.size()); ++i) {
            head[i] = std::byte{noise[i]};
        }
        auto const answer = decode_answer_head(head);
        if (!answer || answer->refusal) return;
        RC_ASSERT(answer->content_bytes <= kContentBytesMax);
        RC_ASSERT(answer->file.width >= 0 && answer->file.width <= kSideMax);
        RC_ASSERT(answer->file.pages <= kPagesMax);
    });
    CHECK(held);
}

TEST_CASE("content must begin as its kind does") {
    auto const begins = [](Kind kind, std::string_view text) {
        return begins_as(kind, std::as_bytes(std::span{text}));
    };
    CHECK(begins(Kind::jpeg, "\xFF\xD8\xFF\xE0"));
    CHECK(begins(Kind::pdf, "%PDF-1.7"));
    CHECK_FALSE(begins(Kind::jpeg, "%PDF-1.7"));
    CHECK_FALSE(begins(Kind::pdf, "<html>"));
    CHECK_FALSE(begins(Kind::pdf, "%PD"));
    CHECK_FALSE(begins(Kind::jpeg, ""));
}

TEST_CASE("two lines of print go over the wire as they are, or not at all") {
    MrzText const lines{"P<IDNSURYANI" + std::string(32, '<'), std::string(43, '<') + "0"};
    CHECK(decode_mrz(encode_mrz(lines)) == lines);
    CHECK_FALSE(decode_mrz(encode_mrz(std::nullopt)));
    for (auto const other : {'a', ' ', '\n', '\0', '-'}) {
        auto tail = encode_mrz(lines);
        tail[50] = static_cast<std::byte>(other);
        CHECK_FALSE(decode_mrz(tail));
    }
}
