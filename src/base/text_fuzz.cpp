/// Whatever text stands where a date, a moment, a number, a name or bytes were expected, it is
/// refused, or written again from what was read.

#include "base/crypto.hpp"
#include "base/invariant.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mpaspor {
namespace {

constexpr std::size_t kCutMax = 200;

void read_times(std::string_view text) {
    if (auto const date = date_from_text(text)) INVARIANT(date_text(*date) == text);
    auto const at = instant_from_text(text);
    if (at) INVARIANT(instant_from_text(instant_text(*at)).value() == *at);
}

void read_numbers(std::string_view text) {
    auto const number = integer_from_text(text);
    if (!number) return;
    auto const digits = text.find_first_not_of('0');
    auto const shortest = digits == text.npos ? "0" : text.substr(digits);
    INVARIANT(*number >= 0 && std::to_string(*number) == shortest);
}

void read_bytes(std::string_view text) {
    if (auto const bytes = from_base64url(text)) INVARIANT(to_base64url(*bytes) == text);
    auto const bytes = from_hex(text);
    if (!bytes) return;
    INVARIANT(2 * bytes->size() == text.size());
    INVARIANT(from_hex(to_hex(*bytes)).value() == *bytes);
}

/// Text that is clean stays so where it is cut between two characters, and nowhere else.
void cut(std::string_view text) {
    if (!is_clean_utf8(text) || text.size() > kCutMax) return;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const follows = (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80;
        INVARIANT(is_clean_utf8(text.substr(0, i)) == !follows);
        INVARIANT(is_clean_utf8(text.substr(i)) == !follows);
    }
}

}  // namespace
}  // namespace mpaspor

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    std::string_view const text{reinterpret_cast<char const*>(data), size};
    read_times(text);
    read_numbers(text);
    read_bytes(text);
    cut(text);
    if (is_uuid(text)) INVARIANT(size == 36 && text.find_first_of("ABCDEF") == text.npos);
    return 0;
}
