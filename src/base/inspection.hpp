#pragma once
/// What the service and its document reader (mpaspor-inspect) say to each other, and the limits
/// that both keep. Every document has a stream socket of its own: the service sends a request head
/// and the file, the reader sends kStarted, an answer head, the new content and, when it was asked
/// for and the file was taken, what a machine read in it. That comes last, so that a reader which
/// fails at it costs nothing but it.
///
/// All numbers are little endian. The reader may have been taken over by the file it reads, so
/// everything it says is checked against the bounds below before a byte of it is believed.

#include "base/error.hpp"
#include "base/types.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mpaspor::inspection {

inline constexpr std::size_t kFileBytesMax = std::size_t{10} << 20;
/// A document as it is kept; a rewritten PDF may be a little larger than the one that came.
inline constexpr std::size_t kContentBytesMax = std::size_t{12} << 20;
inline constexpr std::int64_t kPixelsMax = 40'000'000;  ///< Of a picture as it comes.
inline constexpr int kSideMax = 2'000;                  ///< Pixels of a picture as it is kept.
inline constexpr int kPagesMax = 20;
inline constexpr std::chrono::seconds kReadingWall{12};  ///< From start to answer, for one file.

/// The descriptor on which mpaspor-inspect finds its control socket: SOCK_SEQPACKET, one byte and
/// one document socket per message. The reader sends kReady once, before its first document.
inline constexpr int kControlDescriptor = 3;
inline constexpr std::byte kReady{0x52};
/// The same, where there is no model to read print with: files are judged, nothing is read in them.
inline constexpr std::byte kReadyWithoutMrz{0x54};
/// The first byte on a document's socket. A socket that ends without it was never taken up, so the
/// file is not to blame.
inline constexpr std::byte kStarted{0x53};

enum class Kind : std::uint8_t { jpeg, pdf };

/// What is wanted of a file beside its judgement.
enum class Ask : std::uint8_t {
    file,
    file_and_mrz,  ///< The machine readable zone in a picture of a passport.
};

/// Two lines (ICAO 9303-4, TD3) as a machine read them: kMrzColumns of kMrzAlphabet each, and not
/// yet checked in any other way.
inline constexpr std::size_t kMrzColumns = 44;
inline constexpr std::string_view kMrzAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<";
using MrzText = std::array<std::string, 2>;

/// Exactly what a picture or PDF looks like when it is kept.
struct Inspected {
    Kind kind = Kind::jpeg;
    Bytes content = {};
    int width = 0;  ///< Pixels; 0 for a PDF.
    int height = 0;
    int pages = 1;
    bool looks_blurred = false;
    bool looks_dark = false;
    std::optional<MrzText> mrz = {};  ///< Where it was asked for and could be read.
};

using RequestHead = std::array<std::byte, 5>;
struct Request {
    std::size_t file_bytes;  ///< At most kFileBytesMax; they follow.
    Ask ask;
};
RequestHead encode_request_head(std::size_t file_bytes, Ask ask);
/// Errors: malformed_request.
Result<Request> decode_request_head(RequestHead const& head);

using AnswerHead = std::array<std::byte, 20>;
/// A head that passed every check.
struct Answer {
    std::optional<Code> refusal;  ///< One of the file_* codes a reader may give; then no content.
    Inspected file = {};          ///< Without its content, which follows, and without its print.
    std::size_t content_bytes = 0;
};
/// `outcome` holds a file within the limits, or one of the codes that a reader may give; another
/// code is sent as file_damaged.
AnswerHead encode_answer_head(Result<Inspected> const& outcome);
/// Errors: malformed_request (the reader broke the protocol).
Result<Answer> decode_answer_head(AnswerHead const& head);

/// Both lines, or zeros for none.
using MrzTail = std::array<std::byte, 2 * kMrzColumns>;
MrzTail encode_mrz(std::optional<MrzText> const& mrz);
/// Nothing for none, and for whatever is not of kMrzAlphabet.
std::optional<MrzText> decode_mrz(MrzTail const& tail);

/// Whether `content` begins as its kind must.
bool begins_as(Kind kind, std::span<std::byte const> content);

}  // namespace mpaspor::inspection
