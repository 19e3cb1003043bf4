#include "http/query_text.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <optional>

namespace mpaspor::http {
namespace {

constexpr std::size_t kEscape = 3;  // "%2F"

std::optional<char> escaped(std::string_view three) {
    auto const hex = [](char c) -> int {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        if (c >= 'A' && c <= 'F') return c - 'A' + 10;
        return -1;
    };
    if (three.size() < kEscape) return std::nullopt;
    int const high = hex(three[1]), low = hex(three[2]);
    if (high < 0 || low < 0) return std::nullopt;
    return static_cast<char>(16 * high + low);
}

bool is_plain(std::string_view text) {
    bool const control =
        std::ranges::any_of(text, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
    return !control && is_clean_utf8(text);
}

}  // namespace

Result<std::string> unescaped(std::string_view value, std::size_t bytes_max) {
    std::string text;
    while (!value.empty()) {
        if (text.size() == bytes_max) return fail(Code::too_long);
        if (value.front() != '%') {
            text += value.front() == '+' ? ' ' : value.front();
            value.remove_prefix(1);
            continue;
        }
        auto const read = escaped(value.substr(0, kEscape));
        if (!read) return fail(Code::malformed_text);
        text += *read;
        value.remove_prefix(kEscape);
    }
    if (!is_plain(text)) return fail(Code::malformed_text);
    return text;
}

}  // namespace mpaspor::http
