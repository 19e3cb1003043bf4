#pragma once

#include "base/error.hpp"
#include "base/types.hpp"

#include <string>
#include <vector>

namespace mpaspor::app {

/// What stage 9 prints (002-S9): everything already in words and in the office's zone.
struct ProofContent {
    std::string title;       ///< From the message source.
    std::string letterhead;  ///< Ministry and directorate: dated configuration (domain.md 4.1).
    std::string number;      ///< 16 digits.
    std::string qr;          ///< The signed text of the QR.
    struct Line {
        std::string label, value;
    };
    std::vector<Line> lines;         ///< Name, office, date and time, fee, state receipt number.
    std::vector<std::string> notes;  ///< What to bring, until when it can be moved.
    Instant printed;                 ///< Creation date of the file: same content, same bytes.
};

/// A paper of many lines, such as the export (domain.md 7): everything already in words.
struct PaperContent {
    std::string title;
    std::string letterhead;
    std::string intro;
    std::string page;  ///< The word before its number.
    struct Line {
        int level = 0;           ///< Of a heading, 1 the highest; 0: label and value.
        std::string label = {};  ///< Or the heading.
        std::string value = {};
    };
    std::vector<Line> lines;
    Instant printed;  ///< As above.
};

/// Draws what the service gives on paper as PDF (A4). Blocks for some milliseconds. Any thread.
class ProofPrinter {
public:
    virtual ~ProofPrinter() = default;
    /// Errors: internal.
    virtual Result<Bytes> print(ProofContent const& content) = 0;
    /// On as many pages as it takes. Errors: internal (more than there may be).
    virtual Result<Bytes> print(PaperContent const& content) = 0;
};

}  // namespace mpaspor::app
