#pragma once
/// Files that tests make, and the real program to ask about them.

#include "gateways/inspector.hpp"
#include "testing/ask_inspector.hpp"
#include "testing/collecting_log.hpp"

#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mpaspor::testing {

/// A reader's own limits end it; how long that takes is up to how busy the machine is.
inline constexpr std::chrono::seconds kPatience{55};

inline constexpr std::string_view kPng{"\x89PNG\r\n\x1A\n", 8};

inline Bytes bytes_of(std::string_view text) {
    auto const bytes = std::as_bytes(std::span{text});
    return {bytes.begin(), bytes.end()};
}

inline std::string text_of(Bytes const& bytes) {
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

inline std::string sample(std::string const& name) {
    std::ifstream file{std::string{MPASPOR_SOURCE_DIR} + "/tests/files/inspect/" + name,
                       std::ios::binary};
    REQUIRE(file.good());
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// The real program for all cases of this file, asked one file at a time.
inline Result<app::InspectedFile> inspected(std::string_view file,
                                            inspection::Ask ask = inspection::Ask::file) {
    static CollectingLog log;
    static gateways::SandboxedInspector inspector{
        {.program = MPASPOR_INSPECT, .reading_wall = kPatience}, log};
    return testing::ask(inspector, bytes_of(file), ask).get();
}

/// Why `file` is refused, "" when it is not.
inline std::string_view refusal(std::string_view file) {
    auto const outcome = inspected(file);
    return outcome ? "" : info(outcome.error().code).name;
}

inline std::string big_endian(std::uint32_t number) {
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 8) text += static_cast<char>(number >> shift & 0xFF);
    return text;
}

inline std::uint32_t crc32(std::string_view text) {
    std::uint32_t crc = 0xFFFFFFFF;
    for (char const byte : text) {
        crc ^= static_cast<unsigned char>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

inline std::string chunk(std::string const& kind, std::string const& data) {
    return big_endian(static_cast<std::uint32_t>(data.size())) + kind + data +
           big_endian(crc32(kind + data));
}

/// A PNG that says how large it is and has nothing but that.
inline std::string png_header(std::uint32_t width, std::uint32_t height) {
    return std::string{kPng} +
           chunk("IHDR",
                 big_endian(width) + big_endian(height) + std::string{"\x08\x02\0\0\0", 5}) +
           chunk("IDAT", "") + chunk("IEND", "");
}

/// `file` with each `old` replaced, which is as long and must be there.
inline std::string with_replaced(std::string file, std::string_view old, std::string_view by) {
    REQUIRE(old.size() == by.size());
    REQUIRE(file.contains(old));
    for (auto at = file.find(old); at != std::string::npos; at = file.find(old, at + old.size())) {
        file.replace(at, old.size(), by);
    }
    return file;
}

/// phone.jpg whose header says that it is of this size.
inline std::string jpeg_header(std::uint32_t width, std::uint32_t height) {
    auto const frame = [](std::uint32_t w, std::uint32_t h) {
        return std::string{"\xFF\xC0\0\x11\x08", 5} + big_endian(h).substr(2) +
               big_endian(w).substr(2);
    };
    return with_replaced(sample("phone.jpg"), frame(96, 64), frame(width, height));
}

/// photo.heic whose header says that it is of this size.
inline std::string heic_header(std::uint32_t width, std::uint32_t height) {
    auto const extent = [](std::uint32_t w, std::uint32_t h) {
        return std::string{"ispe\0\0\0\0", 8} + big_endian(w) + big_endian(h);
    };
    return with_replaced(sample("photo.heic"), extent(64, 48), extent(width, height));
}

/// A PDF of these objects, numbered from 1; the first is the catalogue.
inline std::string pdf_of(std::vector<std::string> const& objects,
                          std::string const& trailer = {}) {
    std::string text = "%PDF-1.7\n";
    std::string table;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        std::array<char, 32> row{};
        std::snprintf(row.data(), row.size(), "%010zu 00000 n \n", text.size());
        table += row.data();
        text += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    auto const size = std::to_string(objects.size() + 1);
    auto const at = std::to_string(text.size());
    return text + "xref\n0 " + size + "\n0000000000 65535 f \n" + table + "trailer\n<< /Size " +
           size + " /Root 1 0 R " + trailer + ">>\nstartxref\n" + at + "\n%%EOF\n";
}

/// A page with something more in the catalogue, in the page, and in objects from 4 on.
inline std::string page_with(std::string const& in_catalogue, std::string const& in_page = {},
                             std::vector<std::string> const& more = {}) {
    std::vector<std::string> objects{
        "<< /Type /Catalog /Pages 2 0 R " + in_catalogue + ">>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] " + in_page + ">>"};
    objects.insert(objects.end(), more.begin(), more.end());
    return pdf_of(objects);
}

inline std::string pages(int count) {
    std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>", ""};
    std::string kids;
    for (int i = 0; i < count; ++i) {
        kids += std::to_string(objects.size() + 1) + " 0 R ";
        objects.emplace_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>");
    }
    objects[1] = "<< /Type /Pages /Count " + std::to_string(count) + " /Kids [" + kids + "] >>";
    return pdf_of(objects);
}

inline std::string stream_of(std::string const& members, std::string const& data) {
    return "<< /Length " + std::to_string(data.size()) + members + " >>\nstream\n" + data +
           "\nendstream";
}

}  // namespace mpaspor::testing
