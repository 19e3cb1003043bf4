#include "inspect/reader.hpp"

#include "inspect/mrz.hpp"
#include "inspect/pdf.hpp"
#include "inspect/picture.hpp"
#include "inspect/sandbox.hpp"
#include "inspect/sniff.hpp"

#include <unistd.h>

#include <cerrno>

namespace mpaspor::inspect {
namespace {

Result<void> read_all(int socket, std::span<std::byte> into) {
    while (!into.empty()) {
        auto const count = read(socket, into.data(), into.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return fail(Code::inspector_unavailable, "read");
        into = into.subspan(static_cast<std::size_t>(count));
    }
    return {};
}

Result<void> write_all(int socket, std::span<std::byte const> from) {
    while (!from.empty()) {
        auto const count = write(socket, from.data(), from.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return fail(Code::inspector_unavailable, "write");
        from = from.subspan(static_cast<std::size_t>(count));
    }
    return {};
}

Result<inspection::Request> read_request(int socket) {
    inspection::RequestHead head{};
    TRY(read_all(socket, head));
    return inspection::decode_request_head(head);
}

/// In what is kept: it is upright, of bounded size, and of our own making.
std::optional<inspection::MrzText> read_print(inspection::Inspected const& kept) {
    if (kept.kind != inspection::Kind::jpeg) return std::nullopt;
    auto const grey = grey_of(kept.content);
    if (!grey) return std::nullopt;
    return mrz_in(grey->levels, grey->width);
}

}  // namespace

Result<inspection::Inspected> judge(std::span<std::byte const> file) {
    if (file.empty()) return fail(Code::file_empty);
    auto const format = format_of(file);
    if (!format) return fail(Code::file_type_unsupported);
    return *format == Format::pdf ? inspect_pdf(file) : inspect_picture(file, *format);
}

Result<void> read_document(int socket) {
    TRY(write_all(socket, std::array{inspection::kStarted}));
    TRY(lock_down());
    auto const request = TRY(read_request(socket));
    Bytes file(request.file_bytes);
    TRY(read_all(socket, file));
    auto const outcome = judge(file);
    TRY(write_all(socket, inspection::encode_answer_head(outcome)));
    if (!outcome) return {};
    TRY(write_all(socket, outcome->content));
    if (request.ask != inspection::Ask::file_and_mrz) return {};
    return write_all(socket, inspection::encode_mrz(read_print(*outcome)));
}

}  // namespace mpaspor::inspect
