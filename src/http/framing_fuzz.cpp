/// Whatever comes where a header is expected, its end is found at the same byte however it arrives,
/// and a body has one length or one framing, never both.

#include "base/invariant.hpp"
#include "http/framing.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace mpaspor::http {
namespace {

using Verdict = HeaderScan::Verdict;

/// Byte by byte, as the slowest client sends it.
Verdict scan_slowly(HeaderScan& scan, std::string_view bytes) {
    for (std::size_t size = 1; size <= bytes.size(); ++size) {
        auto const verdict = scan.go_on(bytes.substr(0, size));
        if (verdict != Verdict::incomplete) return verdict;
    }
    return Verdict::incomplete;
}

void is_whole(std::string_view header) {
    INVARIANT(header.ends_with("\r\n\r\n"));
    INVARIANT(header.find("\r\n\r\n") + 4 == header.size());
    INVARIANT(std::ranges::count(header, '\r') == std::ranges::count(header, '\n'));
    INVARIANT(header.find('\0') == header.npos);
}

/// The fields as a reader without opinions takes them.
Fields fields_in(std::string_view header) {
    Fields fields;
    header.remove_prefix(header.find("\r\n") + 2);
    while (header.size() > 2) {
        auto const line = header.substr(0, header.find("\r\n"));
        header.remove_prefix(line.size() + 2);
        auto const colon = std::min(line.find(':'), line.size());
        std::string name{line.substr(0, colon)};
        for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        auto const value = line.find_first_not_of(" \t", colon + 1);
        fields.emplace_back(name, value == line.npos ? "" : line.substr(value));
    }
    return fields;
}

void frame(Fields const& fields, unsigned minor_version) {
    auto const framing = framing_of(fields, minor_version);
    if (!framing) {
        INVARIANT(framing.error().code == Code::malformed_request);
        return;
    }
    INVARIANT(!(framing->chunked && framing->content_length));
    INVARIANT(minor_version == 1 || (!framing->chunked && !framing->keep_alive));
    INVARIANT(minor_version == 0 || !field(fields, "host").empty());
    auto const given = field(fields, "content-length");
    INVARIANT(framing->content_length.has_value() == !given.empty());
    if (!framing->content_length) return;
    auto const length = std::to_string(*framing->content_length);
    INVARIANT(given.ends_with(length) && given.find_first_not_of("0123456789") == given.npos);
}

}  // namespace
}  // namespace mpaspor::http

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor::http;
    std::string_view const bytes{reinterpret_cast<char const*>(data), size};
    HeaderScan at_once;
    HeaderScan slowly;
    auto const verdict = at_once.go_on(bytes);
    INVARIANT(scan_slowly(slowly, bytes) == verdict && slowly.size() == at_once.size());
    if (is_origin_form(bytes)) INVARIANT(bytes.find_first_of(" \r\n\t#") == bytes.npos);
    if (verdict != Verdict::complete) return 0;
    auto const header = bytes.substr(0, at_once.size());
    is_whole(header);
    for (unsigned const minor_version : {0U, 1U}) frame(fields_in(header), minor_version);
    return 0;
}
