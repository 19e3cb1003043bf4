/// Whatever a PDF holds, judging it ends with a code of the reader's or a document within the
/// limits, and what was kept is kept again, the same.

#include "base/inspection.hpp"
#include "base/invariant.hpp"
#include "inspect/pdf.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    auto const kept = inspect::inspect_pdf(std::as_bytes(std::span{data, size}));
    if (!kept) {
        INVARIANT(info(kept.error().code).name.starts_with("FILE_"));
        return 0;
    }
    INVARIANT(kept->kind == inspection::Kind::pdf);
    INVARIANT(inspection::begins_as(inspection::Kind::pdf, kept->content));
    INVARIANT(kept->content.size() <= inspection::kContentBytesMax);
    INVARIANT(kept->pages >= 1 && kept->pages <= inspection::kPagesMax);
    auto const again = inspect::inspect_pdf(kept->content);
    INVARIANT(again.has_value());
    INVARIANT(again->pages == kept->pages);
    return 0;
}
