#include "inspect/sniff.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace mpaspor::inspect {
namespace {

using std::string_view_literals::operator""sv;

/// The brands of still pictures coded with HEVC (ISO/IEC 23008-12, annex B).
constexpr auto kHeicBrands = std::to_array({"heic"sv, "heix"sv, "heim"sv, "heis"sv});
/// The brand of any HEIF picture: says HEIC only when a compatible brand does.
constexpr auto kAnyHeif = "mif1"sv;
constexpr std::size_t kBrandBytes = 4;
/// Of a `ftyp` box; real ones have some 24 to 48 bytes.
constexpr std::size_t kBrandsMax = 32;

std::string_view text(std::span<std::byte const> bytes) {
    return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

bool is_heic_brand(std::string_view brand) {
    return std::ranges::find(kHeicBrands, brand) != kHeicBrands.end();
}

/// A file of boxes begins with `ftyp`: length, "ftyp", major brand, minor version, compatible ones.
bool is_heic(std::string_view file) {
    if (file.size() < 16 || file.substr(4, 4) != "ftyp"sv) return false;
    std::size_t length = 0;
    for (char const byte : file.substr(0, 4))
        length = length << 8 | static_cast<unsigned char>(byte);
    if (length < 16 || length > 16 + kBrandsMax * kBrandBytes || length > file.size()) return false;
    auto const major = file.substr(8, kBrandBytes);
    if (is_heic_brand(major)) return true;
    if (major != kAnyHeif) return false;
    for (std::size_t at = 16; at + kBrandBytes <= length; at += kBrandBytes) {
        if (is_heic_brand(file.substr(at, kBrandBytes))) return true;
    }
    return false;
}

}  // namespace

std::optional<Format> format_of(std::span<std::byte const> file) {
    auto const begin = text(file);
    if (begin.starts_with("\xFF\xD8\xFF"sv)) return Format::jpeg;
    if (begin.starts_with("\x89PNG\r\n\x1A\n"sv)) return Format::png;
    if (begin.starts_with("%PDF-1."sv) || begin.starts_with("%PDF-2."sv)) return Format::pdf;
    if (is_heic(begin)) return Format::heic;
    return std::nullopt;
}

}  // namespace mpaspor::inspect
