#pragma once
/// Where a request ends, judged so that nobody in front of us can judge otherwise (RFC 9112,
/// sections 2 to 7; trust.md, request smuggling). Stricter than the parser behind it, which reads
/// some of what is refused here. No sockets.

#include "base/error.hpp"
#include "http/message.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace mpaspor::http {

/// Finds the end of a header that arrives in pieces, and refuses at the first byte that no header
/// has: NUL and other controls, CR or LF alone, a folded line (obs-fold), an empty first line,
/// anything but visible ASCII and single spaces in the first line.
class HeaderScan {
public:
    enum class Verdict : std::uint8_t { incomplete, complete, malformed };

    /// `bytes` are all that came since the request began; what was seen before is not looked at
    /// again.
    Verdict go_on(std::string_view bytes);
    /// Bytes of the header with its empty line, once it is complete.
    std::size_t size() const { return at_; }
    bool in_first_line() const { return first_line_; }

private:
    bool may_follow(char c);

    std::size_t at_ = 0;
    char last_ = '\n';  ///< As if the request followed upon a line.
    bool first_line_ = true;
    bool empty_line_ = true;
};

struct Framing {
    std::optional<std::uint64_t> content_length = std::nullopt;
    bool chunked = false;
    bool expects_continue = false;
    bool keep_alive = false;

    bool has_body() const { return chunked || content_length.value_or(0) > 0; }
};

/// Of HTTP/1.`minor_version`. An HTTP/1.0 connection is never kept.
/// Errors: malformed_request (no Host, two of them or none that can be one; two Content-Length,
/// one that is no number; any Transfer-Encoding but `chunked`, or with a Content-Length, or in
/// HTTP/1.0; an Expect that is unknown).
Result<Framing> framing_of(Fields const& headers, unsigned minor_version);

/// "/path?query" in visible ASCII. A server that is no proxy takes no other form.
bool is_origin_form(std::string_view target);

}  // namespace mpaspor::http
