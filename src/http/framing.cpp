#include "http/framing.hpp"

#include <algorithm>
#include <charconv>

namespace mpaspor::http {
namespace {

/// More digits than any body has; fewer than overflow.
constexpr std::size_t kLengthDigitsMax = 18;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_word(std::string_view text, std::string_view lower_case) {
    return std::ranges::equal(text, lower_case, {}, lower);
}

bool is_visible(char c) {
    return c > ' ' && c < '\x7f';
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Beside letters and digits, in a host and port of RFC 3986.
constexpr std::string_view kHostMarks = "-._~!$&'()*+;=%:[]";

bool is_host(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [&](char c) {
        return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') || kHostMarks.contains(c);
    });
}

std::string_view trimmed(std::string_view text) {
    auto const begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool list_has(std::string_view list, std::string_view lower_case_word) {
    while (true) {
        auto const comma = list.find(',');
        if (same_word(trimmed(list.substr(0, comma)), lower_case_word)) return true;
        if (comma == std::string_view::npos) return false;
        list.remove_prefix(comma + 1);
    }
}

bool asks_to_close(Fields const& headers) {
    return std::ranges::any_of(headers, [](auto const& header) {
        return header.first == "connection" && list_has(header.second, "close");
    });
}

auto count(Fields const& headers, std::string_view name) {
    return std::ranges::count(headers, name, &Fields::value_type::first);
}

}  // namespace

HeaderScan::Verdict HeaderScan::go_on(std::string_view bytes) {
    while (at_ < bytes.size()) {
        char const c = bytes[at_];
        if (!may_follow(c)) return Verdict::malformed;
        bool const ends_line = c == '\n';
        if (ends_line && empty_line_) {
            ++at_;
            return first_line_ ? Verdict::malformed : Verdict::complete;
        }
        if (ends_line) first_line_ = false;
        empty_line_ = ends_line || (empty_line_ && c == '\r');
        last_ = c;
        ++at_;
    }
    return Verdict::incomplete;
}

bool HeaderScan::may_follow(char c) {
    if ((last_ == '\r') != (c == '\n')) return false;
    if (c == '\r' || c == '\n') return true;
    bool const blank = c == ' ' || c == '\t';
    if (blank && last_ == '\n') return false;
    if (first_line_) return is_visible(c) || (c == ' ' && last_ != ' ');
    return blank || is_visible(c) || static_cast<unsigned char>(c) >= 0x80;
}

Result<Framing> framing_of(Fields const& headers, unsigned minor_version) {
    Framing framing{.keep_alive = minor_version >= 1 && !asks_to_close(headers)};
    auto const hosts = count(headers, "host");
    if (hosts > 1 || (hosts == 0 && minor_version >= 1)) return fail(Code::malformed_request);
    if (hosts == 1 && !is_host(field(headers, "host"))) return fail(Code::malformed_request);

    auto const lengths = count(headers, "content-length");
    if (auto const encodings = count(headers, "transfer-encoding"); encodings > 0) {
        framing.chunked = encodings == 1 && lengths == 0 && minor_version >= 1 &&
                          same_word(field(headers, "transfer-encoding"), "chunked");
        if (!framing.chunked) return fail(Code::malformed_request);
    }
    if (lengths > 1) return fail(Code::malformed_request);
    if (lengths == 1) {
        auto const text = field(headers, "content-length");
        if (text.empty() || text.size() > kLengthDigitsMax ||
            !std::ranges::all_of(text, is_digit)) {
            return fail(Code::malformed_request);
        }
        std::uint64_t length = 0;
        std::from_chars(text.data(), text.data() + text.size(), length);
        framing.content_length = length;
    }
    if (auto const expects = count(headers, "expect"); expects > 0) {
        framing.expects_continue =
            expects == 1 && same_word(field(headers, "expect"), "100-continue");
        if (!framing.expects_continue) return fail(Code::malformed_request);
    }
    return framing;
}

bool is_origin_form(std::string_view target) {
    return target.starts_with('/') && std::ranges::all_of(target, is_visible) &&
           !target.contains('#');
}

}  // namespace mpaspor::http
