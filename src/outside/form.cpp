#include "outside/form.hpp"

#include <cstddef>
#include <optional>

namespace mpaspor::outside {
namespace {

std::optional<char> hex_digit(std::string_view text, std::size_t at) {
    if (at >= text.size()) return std::nullopt;
    char const c = text[at];
    if (c >= '0' && c <= '9') return static_cast<char>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<char>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<char>(c - 'A' + 10);
    return std::nullopt;
}

std::string decoded(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto const high = text[i] == '%' ? hex_digit(text, i + 1) : std::nullopt;
        auto const low = high ? hex_digit(text, i + 2) : std::nullopt;
        if (low) {
            plain += static_cast<char>(*high * 16 + *low);
            i += 2;
        } else {
            plain += text[i] == '+' ? ' ' : text[i];
        }
    }
    return plain;
}

}  // namespace

std::map<std::string, std::string> decode_form(std::string_view text) {
    std::map<std::string, std::string> fields;
    while (!text.empty()) {
        auto const part = text.substr(0, text.find('&'));
        text.remove_prefix(part.size() < text.size() ? part.size() + 1 : text.size());
        auto const equals = part.find('=');
        if (equals == std::string_view::npos) continue;
        fields[decoded(part.substr(0, equals))] = decoded(part.substr(equals + 1));
    }
    return fields;
}

std::string escape_html(std::string_view text) {
    std::string escaped;
    for (char const c : text) {
        switch (c) {
            case '&': escaped += "&amp;"; break;
            case '<': escaped += "&lt;"; break;
            case '>': escaped += "&gt;"; break;
            case '"': escaped += "&quot;"; break;
            case '\'': escaped += "&#39;"; break;
            default: escaped += c;
        }
    }
    return escaped;
}

}  // namespace mpaspor::outside
