/// Whatever a picture holds, decoding it ends with a code of the reader's or one JPEG within the
/// limits and without metadata, and what was kept is kept again. The decoders are those of the
/// system, not built for fuzzing: what is looked for within them is a crash, not a branch.

#include "base/inspection.hpp"
#include "base/invariant.hpp"
#include "inspect/jpeg_metadata.hpp"
#include "inspect/picture.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
    INVARIANT(mpaspor::inspect::start_pictures().has_value());
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    auto const file = std::as_bytes(std::span{data, size});
    auto const format = inspect::format_of(file);
    if (!format || *format == inspect::Format::pdf) return 0;
    auto const kept = inspect::inspect_picture(file, *format);
    if (!kept) {
        INVARIANT(info(kept.error().code).name.starts_with("FILE_"));
        return 0;
    }
    INVARIANT(kept->kind == inspection::Kind::jpeg);
    INVARIANT(inspection::begins_as(inspection::Kind::jpeg, kept->content));
    INVARIANT(kept->width >= 1 && kept->width <= inspection::kSideMax);
    INVARIANT(kept->height >= 1 && kept->height <= inspection::kSideMax);
    INVARIANT(inspect::without_metadata(kept->content) == kept->content);
    auto const again = inspect::inspect_picture(kept->content, inspect::Format::jpeg);
    INVARIANT(again.has_value());
    INVARIANT(again->width == kept->width && again->height == kept->height);
    return 0;
}
