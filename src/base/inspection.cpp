#include "base/inspection.hpp"

#include "base/invariant.hpp"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

namespace mpaspor::inspection {
namespace {

/// A number of the wire, 1-based by position; 0 stands for an accepted file. Append only.
constexpr auto kRefusals = std::to_array<Code>({
    Code::file_damaged,
    Code::file_empty,
    Code::file_type_unsupported,
    Code::file_encrypted,
    Code::file_active_content,
    Code::file_too_many_pixels,
    Code::file_too_many_pages,
    Code::file_too_costly,
});

constexpr std::byte kBlurred{1};
constexpr std::byte kDark{2};

void put(std::span<std::byte, 4> to, std::uint32_t number) {
    for (std::size_t i = 0; i < to.size(); ++i) {
        to[i] = static_cast<std::byte>((number >> (8 * i)) & 0xFF);
    }
}

std::uint32_t take(std::span<std::byte const, 4> from) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
        number |= std::to_integer<std::uint32_t>(from[i]) << (8 * i);
    }
    return number;
}

std::uint32_t to_wire(int number) {
    INVARIANT(number >= 0);
    return static_cast<std::uint32_t>(number);
}

std::byte number_of(Code refusal) {
    auto const* const found = std::ranges::find(kRefusals, refusal);
    auto const at = found == kRefusals.end() ? 0 : found - kRefusals.begin();
    return static_cast<std::byte>(at + 1);
}

bool within_limits(Answer const& answer) {
    auto const& file = answer.file;
    if (answer.refusal) return answer.content_bytes == 0;
    if (answer.content_bytes == 0 || answer.content_bytes > kContentBytesMax) return false;
    if (file.pages < 1 || file.pages > kPagesMax) return false;
    if (file.kind == Kind::pdf) return file.width == 0 && file.height == 0;
    auto const is_side = [](int pixels) { return pixels >= 1 && pixels <= kSideMax; };
    return is_side(file.width) && is_side(file.height) && file.pages == 1;
}

}  // namespace

// 0 length of the file, 4 what is asked.
RequestHead encode_request_head(std::size_t file_bytes, Ask ask) {
    INVARIANT(file_bytes <= kFileBytesMax);
    RequestHead head{};
    put(std::span{head}.first<4>(), static_cast<std::uint32_t>(file_bytes));
    head[4] = static_cast<std::byte>(ask);
    return head;
}

Result<Request> decode_request_head(RequestHead const& head) {
    std::size_t const bytes = take(std::span{head}.first<4>());
    if (bytes > kFileBytesMax) return fail(Code::malformed_request, "length of file");
    if (head[4] > static_cast<std::byte>(Ask::file_and_mrz)) {
        return fail(Code::malformed_request, "what is asked");
    }
    return Request{.file_bytes = bytes, .ask = static_cast<Ask>(head[4])};
}

// 0 outcome, 1 kind, 2 hints, 3 zero, 4 width, 8 height, 12 pages, 16 length of the content.
AnswerHead encode_answer_head(Result<Inspected> const& outcome) {
    AnswerHead head{};
    std::span<std::byte, 20> const at{head};
    if (!outcome) {
        head[0] = number_of(outcome.error().code);
        return head;
    }
    INVARIANT(outcome->content.size() <= kContentBytesMax);
    head[1] = static_cast<std::byte>(outcome->kind);
    if (outcome->looks_blurred) head[2] |= kBlurred;
    if (outcome->looks_dark) head[2] |= kDark;
    put(at.subspan<4, 4>(), to_wire(outcome->width));
    put(at.subspan<8, 4>(), to_wire(outcome->height));
    put(at.subspan<12, 4>(), to_wire(outcome->pages));
    put(at.subspan<16, 4>(), static_cast<std::uint32_t>(outcome->content.size()));
    return head;
}

Result<Answer> decode_answer_head(AnswerHead const& head) {
    std::span<std::byte const, 20> const at{head};
    auto const outcome = std::to_integer<std::size_t>(head[0]);
    auto const numbers = std::array{take(at.subspan<4, 4>()), take(at.subspan<8, 4>()),
                                    take(at.subspan<12, 4>()), take(at.subspan<16, 4>())};
    bool const known = outcome <= kRefusals.size() &&
                       head[1] <= static_cast<std::byte>(Kind::pdf) &&
                       (head[2] & ~(kBlurred | kDark)) == std::byte{0} && head[3] == std::byte{0};
    auto const fits = [](std::uint32_t number) {
        return number <= std::uint32_t{std::numeric_limits<std::int32_t>::max()};
    };
    if (!known || !std::ranges::all_of(numbers, fits)) {
        return fail(Code::malformed_request, "answer head");
    }
    Answer answer;
    if (outcome > 0) answer.refusal = kRefusals[outcome - 1];
    answer.file.kind = static_cast<Kind>(head[1]);
    answer.file.looks_blurred = (head[2] & kBlurred) != std::byte{0};
    answer.file.looks_dark = (head[2] & kDark) != std::byte{0};
    answer.file.width = static_cast<int>(numbers[0]);
    answer.file.height = static_cast<int>(numbers[1]);
    answer.file.pages = static_cast<int>(numbers[2]);
    answer.content_bytes = numbers[3];
    if (!within_limits(answer)) return fail(Code::malformed_request, "answer out of bounds");
    return answer;
}

MrzTail encode_mrz(std::optional<MrzText> const& mrz) {
    MrzTail tail{};
    if (!mrz) return tail;
    auto const text = (*mrz)[0] + (*mrz)[1];
    INVARIANT(text.size() == tail.size());
    std::ranges::copy(std::as_bytes(std::span{text}), tail.begin());
    return tail;
}

std::optional<MrzText> decode_mrz(MrzTail const& tail) {
    std::string_view const text{reinterpret_cast<char const*>(tail.data()), tail.size()};
    if (text.find_first_not_of(kMrzAlphabet) != std::string_view::npos) return std::nullopt;
    return MrzText{std::string{text.substr(0, kMrzColumns)}, std::string{text.substr(kMrzColumns)}};
}

bool begins_as(Kind kind, std::span<std::byte const> content) {
    std::string_view const magic = kind == Kind::jpeg ? "\xFF\xD8\xFF" : "%PDF-";
    if (content.size() < magic.size()) return false;
    return std::ranges::equal(content.first(magic.size()), std::as_bytes(std::span{magic}));
}

}  // namespace mpaspor::inspection
