#include "json/writer.hpp"

#include "base/invariant.hpp"
#include "base/utf8.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <utility>

namespace mpaspor::json {
namespace {

/// Most answers fit, so most are written into one allocation.
constexpr std::size_t kFirstBytes = 512;

constexpr std::string_view kHex = "0123456789abcdef";

enum class Kind : std::uint8_t { plain, escaped, beyond_ascii };

constexpr std::array<Kind, 256> kKinds = [] {
    std::array<Kind, 256> kinds{};
    for (std::size_t byte = 0; byte < 0x20; ++byte) kinds[byte] = Kind::escaped;
    for (std::size_t byte = 0x80; byte < 0x100; ++byte) kinds[byte] = Kind::beyond_ascii;
    kinds['"'] = kinds['\\'] = Kind::escaped;
    return kinds;
}();

void append_escaped(std::string& text, char c) {
    switch (c) {
        case '"': text += "\\\""; return;
        case '\\': text += "\\\\"; return;
        case '\n': text += "\\n"; return;
        case '\t': text += "\\t"; return;
        default: break;
    }
    auto const byte = static_cast<unsigned char>(c);
    text.append("\\u00").append({kHex[byte >> 4U], kHex[byte & 15U]});
}

}  // namespace

Writer::Writer() {
    text_.reserve(kFirstBytes);
}

Writer& Writer::object() {
    as_element();
    return begin('{');
}

Writer& Writer::object(std::string_view name) {
    as_member(name);
    return begin('{');
}

Writer& Writer::array() {
    as_element();
    return begin('[');
}

Writer& Writer::array(std::string_view name) {
    as_member(name);
    return begin('[');
}

Writer& Writer::end() {
    INVARIANT(!open_.empty());
    text_ += open_.back() == '{' ? '}' : ']';
    open_.pop_back();
    first_ = false;
    return *this;
}

Writer& Writer::member(std::string_view name, std::string_view value) {
    as_member(name);
    quoted(value);
    return *this;
}

Writer& Writer::member(std::string_view name, std::int64_t value) {
    as_member(name);
    number(value);
    return *this;
}

Writer& Writer::raw(std::string_view name, std::string_view json) {
    INVARIANT(!json.empty());
    as_member(name);
    text_ += json;
    return *this;
}

Writer& Writer::element(std::string_view value) {
    as_element();
    quoted(value);
    return *this;
}

Writer& Writer::element(std::int64_t value) {
    as_element();
    number(value);
    return *this;
}

Writer& Writer::raw_element(std::string_view json) {
    INVARIANT(!json.empty());
    as_element();
    text_ += json;
    return *this;
}

std::string Writer::text() && {
    INVARIANT(open_.empty() && !text_.empty());
    return std::move(text_);
}

void Writer::as_member(std::string_view name) {
    INVARIANT(!open_.empty() && open_.back() == '{');
    if (!std::exchange(first_, false)) text_ += ',';
    quoted(name);
    text_ += ':';
}

void Writer::as_element() {
    INVARIANT(open_.empty() ? text_.empty() : open_.back() == '[');
    if (!std::exchange(first_, false)) text_ += ',';
}

Writer& Writer::begin(char bracket) {
    text_ += bracket;
    open_ += bracket;
    first_ = true;
    return *this;
}

/// Runs that need no escape, which is nearly all, are copied whole.
void Writer::quoted(std::string_view text) {
    text_ += '"';
    bool ascii = true;
    std::size_t run = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        Kind const kind = kKinds[static_cast<unsigned char>(text[i])];
        if (kind == Kind::plain) continue;
        if (kind == Kind::beyond_ascii) {
            ascii = false;
            continue;
        }
        INVARIANT(text[i] != '\0');
        text_.append(text.substr(run, i - run));
        append_escaped(text_, text[i]);
        run = i + 1;
    }
    INVARIANT(ascii || is_clean_utf8(text));
    text_.append(text.substr(run));
    text_ += '"';
}

void Writer::number(std::int64_t value) {
    std::array<char, 20> digits{};  // "-9223372036854775808"
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    text_.append(digits.data(), end);
}

}  // namespace mpaspor::json
