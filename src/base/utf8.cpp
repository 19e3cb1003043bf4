#include "base/utf8.hpp"

#include <cstdint>

namespace mpaspor {
namespace {

/// What may follow a lead byte: how many bytes, and the limits of the first of them. The limits of
/// E0, ED, F0 and F4 exclude overlong forms, surrogates and what lies above U+10FFFF.
struct Lead {
    unsigned followers;
    unsigned char low, high;
};

constexpr bool lead_of(unsigned char byte, Lead& lead) {
    if (byte >= 0xC2 && byte <= 0xDF) return lead = {1, 0x80, 0xBF}, true;
    if (byte == 0xE0) return lead = {2, 0xA0, 0xBF}, true;
    if (byte == 0xED) return lead = {2, 0x80, 0x9F}, true;
    if (byte >= 0xE1 && byte <= 0xEF) return lead = {2, 0x80, 0xBF}, true;
    if (byte == 0xF0) return lead = {3, 0x90, 0xBF}, true;
    if (byte >= 0xF1 && byte <= 0xF3) return lead = {3, 0x80, 0xBF}, true;
    if (byte == 0xF4) return lead = {3, 0x80, 0x8F}, true;
    return false;
}

}  // namespace

bool is_clean_utf8(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const byte = static_cast<unsigned char>(text[i]);
        if (byte == 0) return false;
        if (byte < 0x80) continue;
        Lead lead{};
        if (!lead_of(byte, lead) || text.size() - i <= lead.followers) return false;
        for (unsigned n = 0; n < lead.followers; ++n) {
            auto const next = static_cast<unsigned char>(text[++i]);
            if (next < lead.low || next > lead.high) return false;
            lead.low = 0x80;
            lead.high = 0xBF;
        }
    }
    return true;
}

}  // namespace mpaspor
