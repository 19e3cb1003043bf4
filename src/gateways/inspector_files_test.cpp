#include "inspect/sandbox.hpp"
#include "tests/inspect/files.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace mpaspor;
using namespace mpaspor::testing;
using namespace std::string_literals;
using namespace std::string_view_literals;

TEST_CASE("a phone's JPEG is kept upright and without the place it was taken at") {
    auto const original = sample("phone.jpg");
    REQUIRE(original.contains("Exif"));
    REQUIRE(original.contains("SampleCamera"));
    // 6 degrees, 10 minutes, 30 seconds.
    auto const place = "\6\0\0\0\1\0\0\0\x0A\0\0\0\1\0\0\0\x1E\0\0\0\1"s;
    REQUIRE(original.contains(place));
    auto const kept = inspected(original).value();
    CHECK(kept.type == app::FileType::jpeg);
    // 96 x 64 lying on its side.
    CHECK(kept.width == 64);
    CHECK(kept.height == 96);
    auto const text = text_of(kept.content);
    CHECK(text.starts_with("\xFF\xD8\xFF"));
    for (auto const trace : {"Exif"sv, "SampleCamera"sv, "http://ns.adobe"sv, "ICC_PROFILE"sv}) {
        CHECK_FALSE(text.contains(trace));
    }
    CHECK_FALSE(text.contains(place));
}

TEST_CASE("a HEIC picture becomes a JPEG without camera, place, editor and profile") {
    auto const original = sample("photo.heic");
    for (auto const trace : {"Exif"sv, "SampleCamera"sv, "SampleEditor"sv, "colrrICC"sv}) {
        CAPTURE(trace);
        REQUIRE(original.contains(trace));
    }
    auto const kept = inspected(sample("photo.heic")).value();
    CHECK(kept.type == app::FileType::jpeg);
    CHECK(kept.width == 64);
    CHECK(kept.height == 48);
    auto const text = text_of(kept.content);
    CHECK(text.starts_with("\xFF\xD8\xFF"));
    for (auto const trace : {"Exif"sv, "Sample"sv, "xmpmeta"sv, "ICC_PROFILE"sv, "GPS"sv}) {
        CHECK_FALSE(text.contains(trace));
    }
}

TEST_CASE("a transparent PNG lies on white, not on black") {
    auto const kept = inspected(sample("transparent.png")).value();
    CHECK(kept.type == app::FileType::jpeg);
    CHECK_FALSE(kept.looks_dark);
}

TEST_CASE("a picture is kept with at most 2,000 pixels on its long side") {
    auto const kept = inspected(sample("wide.jpg")).value();
    CHECK(kept.width == 2000);
    CHECK(kept.height == 1000);
}

TEST_CASE("blurred and dark pictures are accepted with a hint, others without") {
    auto const sharp = inspected(sample("phone.jpg")).value();
    CHECK_FALSE(sharp.looks_blurred);
    CHECK_FALSE(sharp.looks_dark);
    auto const blurred = inspected(sample("blurred.jpg")).value();
    CHECK(blurred.looks_blurred);
    CHECK_FALSE(blurred.looks_dark);
    CHECK(inspected(sample("dark.jpg")).value().looks_dark);
}

TEST_CASE("a picture that was inspected passes again") {
    auto const once = inspected(sample("phone.jpg")).value();
    auto const twice = inspected(text_of(once.content)).value();
    CHECK(twice.width == once.width);
}

TEST_CASE("a picture of more than 40 megapixels is refused by its header") {
    for (auto* const header : {&png_header, &jpeg_header, &heic_header}) {
        CHECK(refusal(header(8'000, 5'001)) == "FILE_TOO_MANY_PIXELS");
        CHECK(refusal(header(10'000, 10'000)) == "FILE_TOO_MANY_PIXELS");
    }
    CHECK(refusal(png_header(30'000, 30'000)) == "FILE_TOO_MANY_PIXELS");
    CHECK(refusal(jpeg_header(30'000, 30'000)) == "FILE_TOO_MANY_PIXELS");
    // libheif has a limit of its own, which comes first.
    CHECK(refusal(heic_header(30'000, 30'000)) == "FILE_DAMAGED");
    // At the limit they are read, and these have less to read than they say: the rest of a JPEG
    // that ends as it should is grey, and it lies on its side.
    CHECK(refusal(png_header(8'000, 5'000)) == "FILE_DAMAGED");
    CHECK(refusal(heic_header(8'000, 5'000)) == "FILE_DAMAGED");
    CHECK(inspected(jpeg_header(8'000, 5'000)).value().height == 2'000);
}

TEST_CASE(
    "a picture of 40 megapixels fits into the reader's time and memory, whatever it is coded in") {
    // HEIC takes most of both. Sanitizers make it slower, and go without the limit of memory.
    if (!inspect::kLimitsAddressSpace) return;
    auto const kept = inspected(sample("limit.heic")).value();
    CHECK(kept.width == 2'000);
    CHECK(kept.height == 1'250);
}

TEST_CASE("half a picture is refused, whatever its coding") {
    for (auto const* const name : {"phone.jpg", "photo.heic", "transparent.png", "wide.jpg"}) {
        auto const whole = sample(name);
        CAPTURE(name);
        CHECK(refusal(whole.substr(0, whole.size() / 2)) == "FILE_DAMAGED");
        REQUIRE(refusal(whole).empty());
    }
}

TEST_CASE("an empty file and files of other kinds are refused by their content") {
    CHECK(refusal("") == "FILE_EMPTY");
    auto const gif = "GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\0;"s;
    auto const avif =
        "\0\0\0\x1C"
        "ftypavif\0\0\0\0avifmif1miaf\0\0\0\0"s;
    for (auto const& other :
         {gif, avif, "x"s, "<svg xmlns='http://www.w3.org/2000/svg'/>"s, "BM"s, "PK\3\4"s,
          "\x89PNG\r\n"s, " %PDF-1.7"s, "%PDF-9.9"s, "\xFF\xD8"s, "#!/bin/sh"s, "MZ"s,
          "\x7F"
          "ELF"s}) {
        CAPTURE(other);
        CHECK(refusal(other) == "FILE_TYPE_UNSUPPORTED");
    }
    CHECK(refusal("\xFF\xD8\xFF") == "FILE_DAMAGED");
    CHECK(refusal(kPng) == "FILE_DAMAGED");
    CHECK(refusal("%PDF-1.7\n") == "FILE_DAMAGED");
}

TEST_CASE("a file that is two things is kept as the one it begins with, byte for byte") {
    auto const archive = "PK\3\4" + std::string(4'000, 'z') + "PK\5\6" + std::string(18, '\0');
    auto const html = "<html><script>alert(1)</script></html>"s;
    for (auto const& first : {sample("phone.jpg"), sample("transparent.png")}) {
        auto const alone = inspected(first).value();
        for (auto const& second : {archive, html, page_with(""), sample("phone.jpg")}) {
            CAPTURE(first.substr(0, 4));
            CAPTURE(second.substr(0, 4));
            auto const both = inspected(first + second).value();
            CHECK(both.type == app::FileType::jpeg);
            CHECK(both.content == alone.content);
        }
    }
    CHECK(inspected(page_with("") + html).value().content ==
          inspected(page_with("")).value().content);
    // The end of a PDF says where it begins, and must be found near the end.
    CHECK(refusal(page_with("") + archive) == "FILE_DAMAGED");
}

TEST_CASE("bytes behind a HEIC picture are no box of it") {
    auto const heic = sample("photo.heic");
    auto const alone = inspected(heic).value();
    // What makes a box that says how long it is goes unread, as in any other file of boxes.
    auto const box = big_endian(40) + "free" + std::string(32, 'z');
    CHECK(inspected(heic + box).value().content == alone.content);
    auto const archive = "PK\3\4" + std::string(4'000, 'z');
    auto const outcome = inspected(heic + archive);
    if (outcome) CHECK(outcome->content == alone.content);
    if (!outcome) CHECK(info(outcome.error().code).name == "FILE_DAMAGED"sv);
}

TEST_CASE("a file that begins as something else is refused, whatever follows") {
    for (auto const& begin : {"GIF89a"s, "PK\3\4"s, "<html>"s, "\n"s, "\xEF\xBB\xBF"s, "BM"s}) {
        for (auto const& file : {page_with(""), sample("phone.jpg"), sample("photo.heic")}) {
            CAPTURE(begin);
            CHECK(refusal(begin + file) == "FILE_TYPE_UNSUPPORTED");
        }
    }
}

TEST_CASE("a plain PDF is written anew, the same each time") {
    auto const once = inspected(page_with("/Metadata 4 0 R ", "", {stream_of("", "SampleAuthor")}));
    REQUIRE(once);
    CHECK(once->type == app::FileType::pdf);
    CHECK(once->pages == 1);
    CHECK(text_of(once->content).starts_with("%PDF-"));
    auto const again =
        inspected(page_with("/Metadata 4 0 R ", "", {stream_of("", "SampleAuthor")}));
    CHECK(once->content == again.value().content);
    REQUIRE(inspected(text_of(once->content)));
}

TEST_CASE("a PDF is kept without author, XMP and the camera's data in its pictures") {
    auto const original = sample("scan.pdf");
    for (auto const trace : {"Exif"sv, "SampleCamera"sv, "xmpmeta"sv}) {
        REQUIRE(original.contains(trace));
    }
    auto const kept = inspected(original);
    REQUIRE(kept);
    auto const text = text_of(kept->content);
    for (auto const trace : {"Exif"sv, "Sample"sv, "xmpmeta"sv, "/Metadata"sv, "/Info"sv}) {
        CHECK_FALSE(text.contains(trace));
    }
    // The picture itself is still there.
    CHECK(text.contains("/DCTDecode"));
    CHECK(kept->content.size() > 2'000);
}

TEST_CASE("a PDF has at most 20 pages, and at least one") {
    CHECK(inspected(pages(20)).value().pages == 20);
    CHECK(refusal(pages(21)) == "FILE_TOO_MANY_PAGES");
    CHECK(refusal(pages(0)) == "FILE_DAMAGED");
}

TEST_CASE("a PDF that acts, wherever it hides that, is refused") {
    for (auto const& file : {
             page_with("/OpenAction << /S /JavaScript /JS (1) >> "),
             page_with("/OpenAction 4 0 R ", "", {"<< /S /GoTo /D [3 0 R /Fit] >>"}),
             page_with("/Names << /JavaScript << /Names [(a) << /S /JavaScript >>] >> >> "),
             page_with("/Names << /EmbeddedFiles << /Names [] >> >> "),
             page_with("/AcroForm << /XFA [(a) 4 0 R] >> ", "", {stream_of("", "x")}),
             page_with("", "/AA << /O << /S /GoTo >> >> "),
             page_with("", "/Annots [ << /Subtype /Link /A << /S /Launch /F (x) >> >> ] "),
             page_with("", "/Annots [ << /Subtype /RichMedia >> ] "),
             page_with("", "/Annots [ << /Subtype /FileAttachment >> ] "),
             page_with("", "/A [[[[ << /B [ << /S /JavaScript >> ] >> ]]]] "),
             page_with("", "/A << /S /J#61vaScript >> "),
             page_with("", "/A << /#4aS (1) >> "),
             page_with("", "/A << /S 4 0 R >> ", {"/JavaScript"}),
             page_with("", "", {"<< /S /JavaScript >>"}),  // Which nothing refers to.
             page_with("", "", {stream_of("/Type /EmbeddedFile", "x")}),
             page_with("", "", {stream_of("/Extra << /JS (1) >>", "x")}),
             page_with("", "", {stream_of("/F (elsewhere)", "x")}),
             sample("script_in_object_stream.pdf"),
         }) {
        CAPTURE(file);
        CHECK(refusal(file) == "FILE_ACTIVE_CONTENT");
    }
}

TEST_CASE("a PDF that only says where to open, or links to a page, is no danger") {
    auto const kept = inspected(page_with("/OpenAction [3 0 R /XYZ null null 0] "));
    REQUIRE(kept);
    CHECK_FALSE(text_of(kept->content).contains("OpenAction"));
    CHECK(refusal(page_with("", "/Annots [ << /Subtype /Link /A << /S /GoTo >> >> ] ")).empty());
    CHECK(refusal(page_with("", "/A (JavaScript) ")).empty());
}

TEST_CASE("a locked PDF is refused, with and without a password to open it") {
    CHECK(refusal(sample("encrypted.pdf")) == "FILE_ENCRYPTED");
    CHECK(refusal(sample("password.pdf")) == "FILE_ENCRYPTED");
}

TEST_CASE("a PDF that unpacks to far more than a page can need is refused") {
    auto const bomb = sample("flate_bomb.pdf");
    REQUIRE(bomb.size() < 4'000);
    auto const outcome = inspected(bomb);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == Code::file_too_costly);
    // By the reader, which counts; no limit had to end it.
    CHECK(outcome.error().detail.empty());
}

TEST_CASE("a picture within a PDF has at most 40 megapixels as well") {
    auto const shows = [](std::string const& size) {
        auto const picture = "/Type /XObject /Subtype /Image " + size;
        return page_with("", "", {stream_of(picture, "x")});
    };
    CHECK(refusal(shows("/Width 8000 /Height 5000")).empty());
    CHECK(refusal(shows("/Width 8000 /Height 5001")) == "FILE_TOO_MANY_PIXELS");
    CHECK(refusal(shows("/Width 30000 /Height 30000")) == "FILE_TOO_MANY_PIXELS");
}

TEST_CASE("a file that only takes time is ended by its reader's 8 s of CPU, by no watchdog") {
    // It unpacks to nothing, so that no size is passed; the wall of this inspector is far away.
    CollectingLog log;
    gateways::SandboxedInspector inspector{{.program = MPASPOR_INSPECT, .reading_wall = kPatience},
                                           log};
    auto const begun = std::chrono::steady_clock::now();
    auto const outcome = testing::ask(inspector, bytes_of(sample("endless.pdf"))).get();
    auto const taken = std::chrono::steady_clock::now() - begun;
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == Code::file_too_costly);
    CHECK(outcome.error().detail == "reader ended");
    // On one thread no less than the limit can have passed.
    CHECK(taken > inspect::kCpuMax - std::chrono::milliseconds{500});
    CHECK(log.count("inspector_file_too_costly") == 1);
    CHECK(log.count("inspector_file_overdue") == 0);
}

TEST_CASE("a PDF that needs repair is refused") {
    auto const whole = page_with("", "", {stream_of("", "0 0 1 1 re f")});
    REQUIRE(refusal(whole).empty());
    CHECK(refusal(whole.substr(0, whole.size() / 2)) == "FILE_DAMAGED");
    CHECK(refusal(page_with("/A 1 /A 2 ")) == "FILE_DAMAGED");
    CHECK(refusal(page_with("", "/Contents 4 0 R ",
                            {"<< /Length 3 /Filter /FlateDecode >>\nstream\nxyz\nendstream"})) ==
          "FILE_DAMAGED");
    auto loop = page_with("");
    loop.replace(loop.find("/Kids [3 0 R]"), 13, "/Kids [2 0 R]");
    CHECK(refusal(loop) == "FILE_DAMAGED");
}

TEST_CASE("random bytes behind any signature are refused with a code, and the reader goes on") {
    auto const begins = std::array{""s, "\xFF\xD8\xFF"s, std::string{kPng}, "%PDF-1.7\n"s,
                                   "\0\0\0\x18"
                                   "ftypheic\0\0\0\0heicmif1"s};
    bool const held = rc::check([&](std::uint8_t which, std::vector<std::uint8_t> const& noise) {
        auto const& begin = begins[which % begins.size()];
        auto const outcome = inspected(begin + std::string{noise.begin(), noise.end()});
        RC_ASSERT(!outcome);
        RC_ASSERT(info(outcome.error().code).name.starts_with("FILE_"));
    });
    CHECK(held);
    CHECK(refusal(sample("phone.jpg")).empty());
}

TEST_CASE("a picture that is cut, or damaged in several places, is taken or refused with a code") {
    auto const samples = std::array{sample("phone.jpg"), sample("photo.heic"),
                                    sample("transparent.png"), sample("passports/small.jpg")};
    using Changes = std::vector<std::pair<std::uint16_t, std::uint8_t>>;
    bool const held = rc::check([&](std::uint8_t which, std::uint16_t end, Changes const& changes) {
        auto file = samples[which % samples.size()];
        if (end % 2 == 0) file.resize(end % file.size());
        for (auto const& [where, what] : changes) {
            if (!file.empty()) file[where % file.size()] = static_cast<char>(what);
        }
        auto const outcome = inspected(file);
        if (outcome) RC_ASSERT(text_of(outcome->content).starts_with("\xFF\xD8\xFF"));
        if (!outcome) RC_ASSERT(info(outcome.error().code).name.starts_with("FILE_"));
    });
    CHECK(held);
    CHECK(refusal(sample("phone.jpg")).empty());
}

TEST_CASE("a sample with any one byte changed is accepted or refused with a code") {
    auto const samples = std::array{sample("phone.jpg"), sample("photo.heic"), sample("scan.pdf")};
    bool const held = rc::check([&](std::uint8_t which, std::uint16_t where, std::uint8_t what) {
        auto file = samples[which % samples.size()];
        file[where % file.size()] = static_cast<char>(what);
        auto const outcome = inspected(file);
        if (outcome) return;
        RC_ASSERT(info(outcome.error().code).name.starts_with("FILE_"));
    });
    CHECK(held);
}
