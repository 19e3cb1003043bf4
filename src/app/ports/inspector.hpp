#pragma once

#include "base/error.hpp"
#include "base/inspection.hpp"
#include "base/types.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace mpaspor::app {

enum class FileType : std::uint8_t { jpeg, pdf };

/// A document as it is kept: a new JPEG without metadata, or a PDF that was judged harmless.
struct InspectedFile {
    FileType type;
    Bytes content;
    int width = 0;  ///< Pixels; 0 for a PDF.
    int height = 0;
    int pages = 1;
    bool looks_blurred = false;  ///< A hint for the applicant, never a refusal.
    bool looks_dark = false;
    std::optional<inspection::MrzText> mrz = {};  ///< As a machine read it, where it was asked to.
};

/// Judges and re-encodes files in a locked process of its own (mpaspor-inspect), so that a file
/// that attacks its reader harms nothing else (trust.md rule 12, P9).
class Inspector {
public:
    virtual ~Inspector() = default;

    using Answer = std::move_only_function<void(Result<InspectedFile>)>;

    /// Any thread. `answer` is called exactly once, on a thread of the inspector's or, when the
    /// queue is full, at once on this one. Takes at most 15 s of wall time.
    /// Errors: file_empty, file_type_unsupported, file_damaged, file_encrypted,
    /// file_active_content, file_too_many_pixels, file_too_many_pages, file_too_costly (it used up
    /// its time or memory, or its reader died), inspector_unavailable, busy.
    virtual void inspect(Bytes file, inspection::Ask ask, Answer answer) = 0;
};

}  // namespace mpaspor::app
