/// Whatever a file is, judging it ends with a code of the reader's or a document within the limits;
/// a picture that was kept is grey rows of its width, and judged again is kept again.

#include "base/inspection.hpp"
#include "base/invariant.hpp"
#include "inspect/picture.hpp"
#include "inspect/reader.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    static bool const ready = inspect::start_pictures().has_value();
    INVARIANT(ready);
    auto const kept = inspect::judge(std::as_bytes(std::span{data, size}));
    if (!kept) {
        INVARIANT(info(kept.error().code).name.starts_with("FILE_"));
        return 0;
    }
    INVARIANT(inspection::begins_as(kept->kind, kept->content));
    INVARIANT(kept->content.size() <= inspection::kContentBytesMax);
    if (kept->kind != inspection::Kind::jpeg) return 0;
    auto const grey = inspect::grey_of(kept->content);
    INVARIANT(grey.has_value() && grey->width > 0);
    INVARIANT(grey->levels.size() % grey->width == 0);
    INVARIANT(inspect::judge(kept->content).has_value());
    return 0;
}
