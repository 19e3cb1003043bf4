/// Whatever the other end of a document's socket says, it is refused or within the limits, and what
/// was taken is said the same way again. The first byte chooses the frame.

#include "base/inspection.hpp"
#include "base/invariant.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace mpaspor {
namespace {

template <typename Frame>
Frame frame_of(std::span<std::byte const> said) {
    Frame frame{};
    std::copy_n(said.begin(), std::min(said.size(), frame.size()), frame.begin());
    return frame;
}

void hear_request(std::span<std::byte const> said) {
    auto const head = frame_of<inspection::RequestHead>(said);
    auto const request = inspection::decode_request_head(head);
    if (!request) return;
    INVARIANT(request->file_bytes <= inspection::kFileBytesMax);
    INVARIANT(inspection::encode_request_head(request->file_bytes, request->ask) == head);
}

void hear_answer(std::span<std::byte const> said) {
    auto const head = frame_of<inspection::AnswerHead>(said);
    auto const answer = inspection::decode_answer_head(head);
    if (!answer) return;
    INVARIANT(answer->content_bytes <= inspection::kContentBytesMax);
    INVARIANT(!answer->refusal || answer->content_bytes == 0);
    if (answer->refusal) return;
    auto file = answer->file;
    file.content.resize(answer->content_bytes);
    INVARIANT(inspection::encode_answer_head(std::move(file)) == head);
}

void hear_mrz(std::span<std::byte const> said) {
    auto const tail = frame_of<inspection::MrzTail>(said);
    auto const lines = inspection::decode_mrz(tail);
    if (!lines) return;
    for (auto const& line : *lines) {
        INVARIANT(line.size() == inspection::kMrzColumns);
        INVARIANT(line.find_first_not_of(inspection::kMrzAlphabet) == std::string::npos);
    }
    INVARIANT(inspection::encode_mrz(lines) == tail);
}

}  // namespace
}  // namespace mpaspor

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace mpaspor;
    if (size == 0) return 0;
    auto const said = std::as_bytes(std::span{data, size}).subspan(1);
    switch (data[0] % 3) {
        case 0: hear_request(said); break;
        case 1: hear_answer(said); break;
        default: hear_mrz(said); break;
    }
    return 0;
}
